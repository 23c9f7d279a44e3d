/** The kind of goal that wants every message that a queue took to be handled. */
import { UsageError } from '../../../kernel/errors.ts'
import type { QueueNumbers } from '../../../record/queue-numbers.ts'
import type { RunNames } from '../../../record/question.ts'
import type { Run } from '../../../record/run.ts'
import type { Window } from '../../../record/window.ts'
import { type TimeSeries, courseOf } from '../../course.ts'
import { belowMost } from '../../margin.ts'
import { judged, unknown, type Verdict } from '../../verdict.ts'
import { goalKind } from '../kind.ts'
import { nameGiven, optionsGiven, partOf } from '../read.ts'

/** Which queue is to lose nothing, and of what was published when; by default each, ever. */
export type LossOptions<N extends RunNames = RunNames> = Window & {
  /** The messages of one queue. Default: of all. */
  readonly queue?: N['queue'] | undefined
}

/** What became of the messages of a queue. */
export type QueueLosses = QueueNumbers & { readonly queue: string }

/** The numbers behind a verdict on lost messages. */
export type LossEvidence = {
  /** Messages that were taken, and that nobody will handle any more. */
  readonly failed: number
  readonly published: number
  readonly queues: readonly QueueLosses[]
  /** Messages that were never handled, slot by slot, by when they were published. */
  readonly course: TimeSeries
}

/**
 * Each message that a queue took was acknowledged at least once. Lost are dead letters and what
 * ended with a crash; while messages are still there, nobody knows.
 */
export const losesNothing = goalKind({
  matcher: 'toLoseNothing',
  beforeOptions: 0,
  read: (options?: LossOptions) => {
    const { queue, ...window } = optionsGiven(options, ['queue'])
    return {
      queue: queue === undefined ? undefined : nameGiven(queue, 'queue'),
      question: partOf(window),
    }
  },
  judge: (run, { queue, question }): Verdict<LossEvidence> => {
    const queues = queuesOf(run, queue, question)
    const [published, failed] = [sumOf(queues, 'published'), sumOf(queues, 'failed')]
    const open = queues.filter(({ unfinished }) => unfinished > 0)
    if (published === 0) return unknown(`no message was published${queue ? ` to ${queue}` : ''}`)
    if (failed === 0 && open.length > 0) return unknown(stillThere(open))
    return judged({ holds: failed === 0, margin: belowMost(failed, 0, 'count') }, () => ({
      failed,
      published,
      queues,
      course: courseOf(run, question, part => sumOf(queuesOf(run, queue, part), 'failed')),
    }))
  },
  // What is lost stays lost.
  decided: (soFar, { queue, question }) =>
    sumOf(queuesOf(soFar, queue, question), 'failed') > 0 ? 'broken' : undefined,
})

function queuesOf(run: Run, queue: string | undefined, window: Window): QueueLosses[] {
  const names = queue === undefined ? [...run.recording.queues.keys()].sort() : [queue]
  if (names.length > 0) return names.map(name => ({ queue: name, ...run.queue(name, window) }))
  const fix = 'judge a run of a system with a queue'
  throw new UsageError({ what: 'the system has no queue', where: 'toLoseNothing', fix })
}

const sumOf = (queues: readonly QueueLosses[], of: 'published' | 'failed'): number =>
  queues.reduce((sum, numbers) => sum + numbers[of], 0)

const stillThere = (open: readonly QueueLosses[]): string => {
  const each = open.map(({ queue, unfinished }) => `${unfinished} of ${queue}`)
  return `messages were still there when the run ended: ${each.join(', ')}`
}
