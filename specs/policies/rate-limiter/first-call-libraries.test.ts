/** Windows from the first call on do what the libraries do, which run beside them. */
import { rateLimit } from 'express-rate-limit'
import { RateLimiter, type RateLimitOptions } from 'gameday/policies'
import pThrottle from 'p-throttle'
import PQueue from 'p-queue'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { Dice, seeds } from '../support/seeded.ts'

const SCRIPTS = 200
const CALLS = 20
const FOR_EVER = 1e9
const LONG_AGO = 1e6

let clock: FakeClock
beforeAll(() => {
  clock = new FakeClock()
})
beforeEach(() => {
  clock.clear()
  clock.now = LONG_AGO
})
afterAll(() => clock.takeDown())

type Script = { readonly limit: number; readonly window: number; readonly at: readonly number[] }

/** Calls close together, around the end of a window to the millisecond, and far apart. */
function scriptOf(seed: number): Script {
  const dice = new Dice(seed)
  const window = dice.one([250, 500, 1_000])
  const steps = [0, 0, 1, window / 10, window / 2, window - 1, window, window + 1, 3 * window]
  const at = dice.moments(CALLS, steps).map(ms => ms + clock.now)
  return { limit: dice.whole(1, 5), window, at }
}

/** How long each call has to wait by our limit; undefined for one that is turned away. */
function ours(options: RateLimitOptions, at: readonly number[]): (number | undefined)[] {
  const limiter = new RateLimiter(options, { now: LONG_AGO })
  return at.map(now => limiter.admit(now))
}

/** The share of scripts of which both say the same, and of calls that did not pass at once. */
async function compared(
  theirs: (script: Script) => Promise<unknown[]>,
  mine: (script: Script) => unknown[],
): Promise<{ alike: number; held: number }> {
  let alike = 0
  let held = 0
  for (const seed of seeds(SCRIPTS)) {
    clock.clear()
    clock.now = LONG_AGO
    const script = scriptOf(seed)
    const [a, b] = [mine(script), await theirs(script)]
    if (JSON.stringify(a) === JSON.stringify(b)) alike += 1
    held += a.filter(wait => wait !== 0 && wait !== true).length
  }
  return { alike, held: held / (SCRIPTS * CALLS) }
}

const admitted = ({ limit, window, at }: Script): boolean[] =>
  ours({ limit, window, aligned: 'firstCall' }, at).map(wait => wait === 0)

const waits = ({ limit, window, at }: Script): (number | undefined)[] =>
  ours({ limit, window, aligned: 'firstCall', maxWait: FOR_EVER }, at)

/** How long each call waits by a function that is handed what it is to do. */
async function theirWaits(
  { at }: Script,
  later: (begin: () => void) => unknown,
): Promise<(number | undefined)[]> {
  const begun: (number | undefined)[] = at.map(() => undefined)
  for (const [call, moment] of at.entries()) {
    if (moment > clock.now) await clock.goTo(moment)
    void later(() => {
      begun[call] = clock.now - moment
    })
  }
  await clock.goTo(at[at.length - 1] + 60_000)
  return begun
}

const throttled = ({ limit, window }: Script): ((begin: () => void) => unknown) =>
  pThrottle({ limit, interval: window })((begin: () => void) => begin())

function queued({ limit, window }: Script): (begin: () => void) => unknown {
  const queue = new PQueue({ intervalCap: limit, interval: window })
  return begin => queue.add(async () => begin())
}

/** The same number of calls, some at a time, each time after all that came before are through. */
function inBursts(script: Script): Script {
  const dice = new Dice(script.at[CALLS - 1])
  const at: number[] = []
  for (let moment = LONG_AGO; at.length < CALLS; ) {
    const size = dice.whole(1, 8)
    for (let call = 0; call < size; call += 1) at.push(moment)
    moment += Math.ceil(size / script.limit) * script.window + dice.one([1, 10, 100])
  }
  return { ...script, at }
}

describe("a window from the first call on, aligned: 'firstCall'", () => {
  it(`is rate-limiter-flexible's in all of ${SCRIPTS} scripts`, async () => {
    const result = await compared(async ({ limit, window, at }) => {
      const limiter = new RateLimiterMemory({ points: limit, duration: window / 1_000 })
      const passed: boolean[] = []
      for (const moment of at) {
        await clock.goTo(moment)
        passed.push(
          await limiter.consume('key').then(
            () => true,
            () => false,
          ),
        )
      }
      return passed
    }, admitted)
    expect(result.alike).toBe(SCRIPTS)
    expect(result.held).toBeGreaterThan(0.1)
  })

  // It reads nothing of them: its keys and its answers are given to it.
  const [request, reply] = [{}, {}] as [never, never]

  it(`is express-rate-limit's in all of ${SCRIPTS} scripts`, async () => {
    const result = await compared(async ({ limit, window, at }) => {
      const passed: boolean[] = []
      const limiter = rateLimit({
        windowMs: window,
        limit,
        keyGenerator: () => 'key',
        legacyHeaders: false,
        validate: false,
        handler: () => void passed.push(false),
      })
      for (const moment of at) {
        await clock.goTo(moment)
        await limiter(request, reply, () => void passed.push(true))
      }
      return passed
    }, admitted)
    expect(result.alike).toBe(SCRIPTS)
    expect(result.held).toBeGreaterThan(0.1)
  })

  it(`is p-throttle's in all of ${SCRIPTS} scripts, but for its very end`, async () => {
    // A window of so many milliseconds and a bit never ends when a call comes.
    const between = ({ window, ...rest }: Script): Script => ({ ...rest, window: window + 1 / 128 })
    const result = await compared(
      script => theirWaits(script, throttled(between(script))),
      script => waits(between(script)),
    )
    expect(result.alike).toBe(SCRIPTS)
    expect(result.held).toBeGreaterThan(0.1)
  })

  it('ends before a call at its very end, which p-throttle still counts in it', async () => {
    const script = { limit: 2, window: 100, at: [0, 100, 150, 160].map(ms => ms + LONG_AGO) }
    expect(waits(script)).toEqual([0, 0, 0, 40])
    expect(await theirWaits(script, throttled(script))).toEqual([0, 0, 0, 0])
  })

  it(`is p-queue's in all of ${SCRIPTS} scripts of bursts`, async () => {
    const result = await compared(
      script => theirWaits(inBursts(script), queued(script)),
      script => waits(inBursts(script)),
    )
    expect(result.alike).toBe(SCRIPTS)
    expect(result.held).toBeGreaterThan(0.1)
  })

  it('begins with a call, where p-queue goes on by itself after one within a window', async () => {
    const script = { limit: 2, window: 100, at: [0, 10, 150, 210, 220].map(ms => ms + LONG_AGO) }
    expect(waits(script)).toEqual([0, 0, 0, 0, 30])
    expect(await theirWaits(script, queued(script))).toEqual([0, 0, 0, 0, 0])
  })
})
