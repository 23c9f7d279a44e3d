/** Random systems under random load, of which some are too small at one place or another. */
import { call, choose, clients, exponential, parallel, service, store, system, work } from 'gameday'
import type { Component, Step, System } from 'gameday'
import { Dice } from '../../policies/support/seeded.ts'

/** Services in a row, each of which calls some of those behind it, and stores at the end. */
export function randomlyLoaded(seed: number): System {
  const dice = new Dice(seed)
  const names = Array.from({ length: dice.whole(2, 6) }, (_, i) => `c${i}`)
  const parts: Record<string, unknown> = { users: randomClients(dice, names[0]) }
  for (const [i, name] of names.entries()) {
    const callees = names.slice(i + 1).filter(() => dice.whole(0, 2) > 0)
    parts[name] = callees.length === 0 ? randomStore(dice) : randomService(dice, callees)
  }
  // What nobody calls would only stand there.
  return (system as (name: string, parts: object, options: object) => System)('random', parts, {
    network: dice.one([{}, { default: '1ms' }, { default: 'sameZone' }]),
  })
}

function randomClients(dice: Dice, first: string): Component {
  const timeout = dice.one(['30s', '1s', '200ms'] as const)
  return dice.whole(0, 3) === 0
    ? clients({ users: dice.whole(1, 60), think: exponential('200ms'), call: first, timeout })
    : clients({
        rate: `${dice.whole(1, 30) * 10}/s`,
        arrivals: dice.one(['poisson', 'steady'] as const),
        call: first,
        timeout,
      })
}

const capacity = (dice: Dice) => ({
  concurrency: dice.one([1, 2, 4, 8, 20, 100]),
  replicas: dice.one([1, 1, 1, 2, 3]),
  queue: dice.one([0, 3, 50, 1_000]),
  errorRate: dice.one([0, 0, 0, 0.05, 0.5]),
  ...(dice.whole(0, 5) === 0 && { rateLimit: { rate: `${dice.whole(2, 20) * 10}/s` as const } }),
})

const randomTime = (dice: Dice) => {
  const ms = dice.one([1, 5, 20, 50])
  return dice.one([exponential(ms), ms])
}

const randomStore = (dice: Dice): Component => store({ ...capacity(dice), time: randomTime(dice) })

function randomService(dice: Dice, callees: readonly string[]): Component {
  const calls = callees.map(callee => randomCall(dice, callee))
  const together = dice.whole(0, 3)
  const steps: Step[] =
    together === 0 && calls.length > 1
      ? [parallel(...calls)]
      : together === 1 && calls.length > 1
        ? [choose(calls.map(each => ({ weight: dice.whole(1, 3), steps: each })))]
        : calls
  const handle = dice.whole(0, 1) === 0 ? steps : [work(randomTime(dice)), ...steps]
  return service({ ...capacity(dice), nonBlocking: dice.whole(0, 4) === 0, handle })
}

function randomCall(dice: Dice, callee: string): Step {
  const made: Step = call(callee, {
    ...(dice.whole(0, 2) === 0 && { timeout: dice.one(['20ms', '100ms', '1s'] as const) }),
    ...(dice.whole(0, 3) === 0 && {
      bulkhead: { limit: dice.one([1, 3, 10]), queue: dice.one([0, 0, 5, 100]) },
    }),
    ...(dice.whole(0, 5) === 0 && { rateLimit: { rate: `${dice.whole(2, 20) * 10}/s` as const } }),
    ...(dice.whole(0, 4) === 0 && { optional: true }),
    ...(dice.whole(0, 3) === 0 && { retry: { attempts: 2, base: '10ms' as const } }),
  })
  return made
}
