/** Faults read as sentences, and a sentence read again is the same fault. */
import fc from 'fast-check'
import { crash, errors, type Fault, faultFrom, partition, slow } from 'gameday'
import { describe, expect, it } from 'vitest'

const words = { crash, errors, partition, slow }

/** Evaluates a sentence as a spec would that it is pasted into. */
function evaluated(sentence: string): Fault {
  const names = Object.keys(words)
  // oxlint-disable-next-line typescript/no-implied-eval -- a sentence is source code
  return new Function(...names, `return ${sentence}`)(...Object.values(words)) as Fault
}

const target = fc.oneof(
  fc.constantFrom('db', 'web->db', 'db#0', 'zone:eu', "it's", 'a\\b', 'naïve 名前'),
  fc.string({ unit: 'binary', minLength: 1 }),
)
const time = fc.oneof(
  fc.integer({ min: 1, max: 1e9 }),
  fc.double({ min: 1e-7, max: 1e9, noNaN: true }),
  fc.constantFrom(0.5e-6, 7e-6, 0.1 + 0.2, 60_000, 90_000),
)

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

const fault = fc
  .tuple(
    cause,
    time,
    fc.option(time),
    fc.option(time),
    fc.double({ min: 1e-9, max: 1, noNaN: true }),
  )
  .map(([fault, at, length, ramp, share]) => {
    const timed = length === null ? fault.at(at).forever() : fault.at(at).for(length)
    const ramped = ramp === null || fault.cause.kind === 'crash' ? timed : timed.ramp(ramp)
    return ramped.share(share)
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
})
