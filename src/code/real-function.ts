/** Code as a declaration holds it: what starts it, and what plays a run in which it takes part. */
import { realCodeMark, type RealCode, type Steps } from '../declare/real-code.ts'
import { type Problem, UsageError } from '../kernel/errors.ts'
import { canPlayNow, playNow } from '../virtual/play-now.ts'
import { play } from '../virtual/play.ts'
import { inTurn } from '../virtual/turn.ts'
import type { Code, Inside } from '../world/handling/code.ts'
import type { Host } from '../virtual/host.ts'
import { installNetwork } from './install.ts'
import { uncaught } from './process.ts'

/** A process that does not catch an error ends, and the run with it. */
function failed(host: Host, error: unknown): never {
  throw uncaught(host, error)
}

async function playWithNetwork<T>({ step, finish, realWaitMs }: Steps<T>): Promise<T> {
  const restore = installNetwork()
  const waits = { realIO: 'wait', longestMs: realWaitMs } as const
  try {
    await play(step, { failed, ...(realWaitMs !== undefined && waits) })
  } finally {
    restore()
  }
  // To judge a run may take others, with code in them.
  return inTurn(finish)
}

function playNowWithNetwork(step: () => boolean): void {
  const restore = installNetwork()
  try {
    playNow(step, { failed })
  } finally {
    restore()
  }
}

/** Code as a declaration holds it. */
export class RealFunction implements RealCode {
  readonly [realCodeMark] = true
  readonly start: (inside: Inside) => Code
  readonly play = playWithNetwork
  readonly playNow = playNowWithNetwork
  readonly canPlayNow = canPlayNow

  readonly ready: () => Promise<void>
  readonly playsAlone: boolean
  readonly mistakes: readonly Problem[]

  /**
   * @param ready what must be there before a run, such as a database that takes real time
   * @param playsAlone whether the process has one of that, which two runs cannot share
   * @param mistakes what is wrong with what was declared: it will never be started then
   */
  constructor(
    start: (inside: Inside) => Code,
    {
      ready = async () => {},
      playsAlone = false,
      mistakes = [],
    }: Partial<Pick<RealCode, 'ready' | 'playsAlone' | 'mistakes'>> = {},
  ) {
    this.start = start
    this.ready = ready
    this.playsAlone = playsAlone
    this.mistakes = mistakes
  }

  /** Functions are no data: JSON has the place of it, and `systemFrom` takes it by name. */
  toJSON(): string {
    return 'code'
  }
}

/** Code that was declared wrongly: the system it stands in is refused. */
export function mistaken(mistakes: readonly Problem[]): RealFunction {
  const refuse = (): never => {
    throw new UsageError(mistakes)
  }
  return new RealFunction(refuse, { mistakes })
}
