/** Faults read as sentences, and a sentence read again is the same fault. */
import fc from 'fast-check'
import {
  allOf,
  anyOf,
  breaker,
  crash,
  errorRate,
  errors,
  type Fault,
  faultFrom,
  isDown,
  latency,
  not,
  openBreaker,
  partition,
  queueOf,
  rate,
  slow,
  timeoutRate,
  utilisation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { condition, part, target, time } from './support/any-condition.ts'

const words = {
  crash,
  errors,
  openBreaker,
  partition,
  slow,
  allOf,
  anyOf,
  not,
  breaker,
  isDown,
  queueOf,
  utilisation,
  rate,
  errorRate,
  timeoutRate,
  latency,
}

/** Evaluates a sentence as a spec would that it is pasted into. */
function evaluated(sentence: string): Fault {
  const names = Object.keys(words)
  // oxlint-disable-next-line typescript/no-implied-eval -- a sentence is source code
  return new Function(...names, `return ${sentence}`)(...Object.values(words)) as Fault
}

const cause: fc.Arbitrary<Fault> = fc.oneof(
  fc.tuple(target, fc.boolean()).map(([to, refuse]) => crash(to, { refuse })),
  fc
    .tuple(target, time, fc.double({ min: 1, max: 100, noNaN: true }))
    .map(([to, by, factor]) => slow(to, { by, factor })),
  fc
    .tuple(target, fc.double({ min: 1e-9, max: 1, noNaN: true }), fc.integer({ min: 1, max: 999 }))
    .map(([to, rate, code]) => errors(to, { rate, code })),
  fc
    .tuple(target, fc.integer({ min: 0, max: 60_000 }))
    .map(([to, retryAfter]) => errors(to, { retryAfter })),
  fc
    .tuple(target, fc.constantFrom('both', 'there', 'back'))
    .map(([to, way]) => partition(to, { way })),
)

/** Words that say by what a fault begins and ends, besides or instead of times. */
const occasion = fc.oneof<fc.Arbitrary<(fault: Fault) => Fault>[]>(
  fc.constant((fault: Fault) => fault),
  condition.map(until => fault => fault.until(until)),
  part.map(chance => fault => fault.withProbability(chance)),
  fc
    .tuple(time, time, fc.boolean(), fc.constantFrom('target', 'replica', 'oneReplica'))
    .map(([every, length, exactly, each]) => fault => {
      return fault.randomly({ every, for: length, exactly, each })
    }),
  fc
    .tuple(time, fc.double({ min: 1e-3, max: 0.999 }), fc.option(time), fc.boolean())
    .map(([every, part, ends, isOne]) => fault => {
      const timed = fault.forever().every(every, isOne ? { each: 'oneReplica' } : {})
      const said = timed.for(every * part)
      return ends === null ? said : said.until(fault.timing.atMs + ends + 1)
    }),
  fc
    .tuple(condition, time, time, fc.boolean(), fc.constantFrom('while', 'for', 'until', 'forever'))
    .map(([when, after, cooldown, isOnce, end]) => fault => {
      const begun = fault.when(when, { after, cooldown })
      const said = isOnce ? begun.once() : begun
      if (end === 'while') return said
      if (end === 'forever') return said.forever()
      return end === 'for' ? said.for(after) : said.until(when).until(2e9)
    }),
)

const fault = fc
  .tuple(
    cause,
    occasion,
    time,
    fc.option(time),
    fc.option(time),
    fc.double({ min: 1e-9, max: 1, noNaN: true }),
  )
  .map(([fault, occasion, at, length, ramp, share]) => {
    const timed = length === null ? fault.at(at).forever() : fault.at(at).for(length)
    const ramped = ramp === null || fault.cause.kind === 'crash' ? timed : timed.ramp(ramp)
    return occasion(ramped.share(share))
  })

describe('a fault', () => {
  it('prints as the sentence that declares it', () => {
    expect(`${slow('db', { by: '2s' }).at('60s').for('30s')}`).toBe(
      "slow('db', { by: '2s' }).at('1m').for('30s')",
    )
    expect(`${crash('db#0', { refuse: true })}`).toBe(
      "crash('db#0', { refuse: true }).at('0ms').forever()",
    )
    expect(`${errors('redis', { rate: 0.3, code: 503 }).from('1m').ramp('30s').share('10%')}`).toBe(
      "errors('redis', { rate: 0.3, code: 503 }).at('1m').forever().ramp('30s').share(0.1)",
    )
    expect(`${errors('db', { code: 503, retryAfter: '2s' })}`).toContain(
      "errors('db', { rate: 1, code: 503, retryAfter: '2s' })",
    )
    expect(`${partition('a->b', { way: 'back' }).from('1s').until('2.5s')}`).toBe(
      "partition('a->b', { way: 'back' }).at('1s').for('1500ms')",
    )
    expect(`${slow("it's", { by: 0.5, factor: 3 })}`).toContain(
      "slow('it\\'s', { by: '0.5ms', factor: 3 })",
    )
  })

  it('prints by what it begins and ends', () => {
    const full = queueOf('db').above(100)
    const said: [Fault, string][] = [
      [crash('db').when(full), '.when(FULL)'],
      [crash('db').when(full).for('5s').once(), ".when(FULL).for('5s').once()"],
      [
        crash('db').for('5s').when(full, { cooldown: 5 }),
        ".when(FULL, { cooldown: '5ms' }).for('5s')",
      ],
      [crash('db').until('3m').when(full).forever(), ".when(FULL).forever().until('3m')"],
      [crash('db').until(full), '.until(FULL)'],
      [crash('db').for('1s').until(full), ".for('1s').until(FULL)"],
      [
        crash('db').randomly({ every: '5m', for: '20s', each: 'replica' }),
        ".randomly({ every: '5m', for: '20s', each: 'replica' })",
      ],
      [crash('db').for('1s').withProbability('30%'), ".for('1s').withProbability(0.3)"],
      [crash('db').until('3m').every('5s').for('1s'), ".every('5s').for('1s').until('3m')"],
      [
        crash('db').for('1s').every('5s', { each: 'oneReplica' }),
        ".every('5s', { each: 'oneReplica' }).for('1s')",
      ],
    ]
    for (const [fault, words] of said) {
      const sentence = words.replace('FULL', "queueOf('db').above(100)")
      expect(`${fault}`).toBe(`crash('db').at('0ms')${sentence}`)
    }
  })

  it('is the same fault when its sentence is evaluated', () => {
    fc.assert(
      fc.property(fault, fault => {
        expect(evaluated(`${fault}`)).toEqual(fault)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('is the same fault after a journey through JSON', () => {
    fc.assert(
      fc.property(fault, fault => {
        expect(faultFrom(JSON.parse(JSON.stringify(fault)))).toEqual(fault)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('is never changed: each word makes another', () => {
    const first = slow('db', { by: '1s' })
    const second = first.at('5s').for('1s')
    expect(first.timing).toEqual({ atMs: 0, forMs: Infinity, rampMs: 0, share: 1 })
    expect(second.timing).toEqual({ atMs: 5_000, forMs: 1_000, rampMs: 0, share: 1 })
    expect([first, first.cause, first.timing].every(Object.isFrozen)).toBe(true)
  })

  it('ends where it is told to, whatever the order of the words', () => {
    expect(crash('a').from('5s').until('10s').untilMs).toBe(10_000)
    expect(crash('a').from('0.1ms').until('0.3ms').untilMs).toBe(0.3)
    expect(crash('a').until('10s').from('5s').untilMs).toBe(10_000)
  })

  it('means the same whatever the order of the words', () => {
    const full = queueOf('db').above(100)
    const same = (...faults: Fault[]) => new Set(faults.map(String)).size === 1
    const when = crash('db').when(full)
    expect(
      same(when.for('5s'), crash('db').for('5s').when(full), crash('db').when(full, { for: '5s' })),
    ).toBe(true)
    expect(same(when.until('9s').from('3s'), crash('db').from('3s').until('9s').when(full))).toBe(
      true,
    )
    expect(same(when.once().for('5s'), when.for('5s').once())).toBe(true)
  })
})

describe('a condition', () => {
  it('prints as the sentence that declares it', () => {
    expect(`${errorRate('a->b', { over: '5s' }).above('20%')}`).toBe(
      "errorRate('a->b', { over: '5s' }).above(0.2)",
    )
    expect(`${errorRate('a->b', { over: '10s' }).above('20%')}`).toBe(
      "errorRate('a->b').above(0.2)",
    )
    expect(`${latency('p99', 'db').above('500ms')}`).toBe("latency('p99', 'db').above('500ms')")
    expect(`${rate('db').below('2.5/s')}`).toBe("rate('db').below('2.5/s')")
    expect(`${not(breaker('a->b').is('open')).lasting('2s')}`).toBe(
      "not(breaker('a->b').is('open')).lasting('2s')",
    )
    expect(`${anyOf(isDown('db'), utilisation('db').above(1))}`).toBe(
      "anyOf(isDown('db'), utilisation('db').above(1))",
    )
  })
})
