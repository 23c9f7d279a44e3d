/** The bulkhead does what bottleneck and cockatiel do, which run beside it. */
import Bottleneck from 'bottleneck'
import { bulkhead as cockatielBulkhead } from 'cockatiel'
import { Bulkhead, type BulkheadOptions } from 'gameday/policies'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeClock, settled } from '../support/fake-clock.ts'
import { Dice, seeds } from '../support/seeded.ts'
import { Watched } from './support.ts'

const SEQUENCES = 1_000
const STEPS = 12

/** A call arrives, or the one that has been under way for longest is over. */
type Step = 'arrive' | 'over'

/** What became of the calls, in the order in which it did: `3 in`, `5 out`. */
type Diary = string[]

/** Something with slots, to which the steps of a sequence happen. */
type Subject = {
  readonly diary: Diary
  arrive(call: number): void
  over(): void
  settle(): Promise<void>
}

function ours(options: BulkheadOptions): Subject {
  const diary: Diary = []
  const underWay: number[] = []
  const begin = ({ call }: { call: number }): void => {
    diary.push(`${call} in`)
    underWay.push(call)
  }
  const bulkhead = new Bulkhead<{ call: number }>(options, {
    letIn: begin,
    turnOut: ({ call }) => diary.push(`${call} out`),
  })
  return {
    diary,
    arrive: call => {
      const entry = bulkhead.admit({ call }, 0)
      if (entry === 'in') begin({ call })
      if (entry === 'full') diary.push(`${call} out`)
    },
    over: () => {
      if (underWay.shift() !== undefined) bulkhead.settle(0)
    },
    settle: () => Promise.resolve(),
  }
}

/** A library that runs functions: those under way end when they are told. */
function theirs(
  run: (job: () => Promise<void>) => Promise<unknown>,
  settle: () => Promise<void>,
): Subject {
  const diary: Diary = []
  const underWay: (() => void)[] = []
  return {
    diary,
    arrive: call => {
      const job = () => {
        diary.push(`${call} in`)
        return new Promise<void>(resolve => underWay.push(resolve))
      }
      run(job).catch(() => diary.push(`${call} out`))
    },
    over: () => underWay.shift()?.(),
    settle,
  }
}

async function live(subject: Subject, steps: readonly Step[]): Promise<Diary> {
  for (const [call, step] of steps.entries()) {
    if (step === 'arrive') subject.arrive(call)
    else subject.over()
    await subject.settle()
  }
  return subject.diary
}

async function compare(
  pairOf: (limit: number, queue: number) => [BulkheadOptions, () => Subject],
  leastQueue = 0,
) {
  let turnedAway = 0
  for (const seed of seeds(SEQUENCES)) {
    const dice = new Dice(seed)
    const [options, library] = pairOf(dice.whole(1, 3), dice.whole(leastQueue, 3))
    const steps = Array.from({ length: STEPS }, () =>
      dice.one<Step>(['arrive', 'arrive', 'arrive', 'over', 'over']),
    )
    const diary = await live(ours(options), steps)
    expect(diary).toEqual(await live(library(), steps))
    turnedAway += diary.filter(entry => entry.endsWith('out')).length
  }
  return turnedAway / SEQUENCES
}

describe('E2 a bulkhead beside bottleneck', () => {
  let clock: FakeClock
  beforeAll(() => {
    clock = new FakeClock()
  })
  afterAll(() => clock.takeDown())

  const { LEAK, OVERFLOW, OVERFLOW_PRIORITY } = Bottleneck.strategy
  const limited = (maxConcurrent: number, highWater: number, strategy: Bottleneck.Strategy) => {
    clock.clear()
    clock.now = 0
    const bottleneck = new Bottleneck({ maxConcurrent, highWater, strategy })
    return theirs(
      job => bottleneck.schedule(job),
      () => clock.goTo(clock.now),
    )
  }

  it.each([
    ['OVERFLOW', OVERFLOW],
    ['OVERFLOW_PRIORITY, all being equal,', OVERFLOW_PRIORITY],
  ])(`with a bounded queue is its %s in ${SEQUENCES} sequences`, async (_name, strategy) => {
    const turnedAway = await compare((limit, queue) => [
      { limit, queue },
      () => limited(limit, queue, strategy),
    ])
    expect(turnedAway).toBeGreaterThan(1)
  })

  it(`that drops the oldest is its LEAK in ${SEQUENCES} sequences`, async () => {
    const turnedAway = await compare(
      (limit, queue) => [
        { limit, queue, whenFull: 'dropOldest' },
        () => limited(limit, queue, LEAK),
      ],
      1,
    )
    expect(turnedAway).toBeGreaterThan(1)
  })
})

describe('E2 a bulkhead beside cockatiel', () => {
  it(`does the same in ${SEQUENCES} sequences, when nothing happens at once`, async () => {
    const turnedAway = await compare((limit, queue) => {
      const policy = cockatielBulkhead(limit, queue)
      return [{ limit, queue }, () => theirs(job => policy.execute(job), settled)]
    })
    expect(turnedAway).toBeGreaterThan(1)
  })

  it('lets nobody overtake, where cockatiel turns out whoever was next', async () => {
    const policy = cockatielBulkhead(1, 1)
    const library = theirs(job => policy.execute(job), settled)
    let finishFirst = (): void => {}
    const first = new Promise<void>(resolve => {
      finishFirst = resolve
    })
    void policy.execute(() => first)
    library.arrive(2)
    // In the very turn in which the first is over, two more arrive.
    void first.then(() => {
      library.arrive(3)
      return library.arrive(4)
    })
    finishFirst()
    await settled()
    expect(library.diary).toEqual(['3 in', '2 out'])

    const watched = new Watched({ limit: 1, queue: 1 }).arrive('12', 0).over(10).arrive('34', 10)
    expect(watched.told).toEqual(['1 in 0', '2 in 10', '4 full 10'])
  })
})
