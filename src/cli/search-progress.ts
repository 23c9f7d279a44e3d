/** The progress of a search, as a line. */
import type { Progress } from '../explore/exploration.ts'
import { counted } from '../report/numbers.ts'
import type { Io } from './command.ts'
import { ProgressLine, type Step } from './progress.ts'

/** How much there is to do: so many trials, or so much time. */
export type Budget = { readonly timeMs: number | undefined }

/** Shows how far a search has got. */
export function progressOf(io: Io) {
  const line = new ProgressLine(io)
  const startedAt = io.now()
  const shareOf = ({ trials, of }: Progress, { timeMs = Infinity }: Budget): number =>
    Math.min(1, Math.max(trials / of, (io.now() - startedAt) / timeMs))
  return {
    show: (progress: Progress, budget: Budget): void =>
      line.show(stepOf(progress, shareOf(progress, budget))),
    clear: (): void => line.clear(),
  }
}

function stepOf({ trials, behaviours, doing }: Progress, share: number): Step {
  switch (doing) {
    case 'known':
      return { text: 'playing what is known from before' }
    case 'searching':
      return { text: `${counted(trials, 'trial')}, ${counted(behaviours, 'behaviour')}`, share }
    case 'shrinking':
      return { text: 'something does not hold; looking for the least that breaks it' }
  }
}
