/** Every kind of fault, whatever it is told: how it reads, travels, and is checked. */
import fc from 'fast-check'
import {
  badDeployment,
  contend,
  delay,
  exhaust,
  type Fault,
  faultFrom,
  flipBits,
  leak,
  lie,
  misconfigure,
  pause,
  saturateDisk,
  skewClock,
  slowQueries,
  surge,
  throttleCpu,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { kindNames } from '../../src/faults/kinds.ts'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'
import { anyFault, wordsForFaults } from './support/any-fault.ts'

/** Evaluates a sentence as a spec would that it is pasted into. */
function evaluated(sentence: string): Fault {
  // oxlint-disable-next-line typescript/no-implied-eval -- a sentence is source code
  const read = new Function(...Object.keys(wordsForFaults), `return ${sentence}`)
  return read(...Object.values(wordsForFaults)) as Fault
}

describe('a fault of any kind', () => {
  it('is declared by a word of its name', () => {
    expect(Object.keys(wordsForFaults).sort()).toEqual([...kindNames].sort())
  })

  it('is the same fault when its sentence is evaluated', () => {
    fc.assert(
      fc.property(anyFault, fault => {
        expect(evaluated(`${fault}`)).toEqual(fault)
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('is the same fault after a journey through JSON', () => {
    fc.assert(
      fc.property(anyFault, fault => {
        expect(faultFrom(JSON.parse(JSON.stringify(fault)))).toEqual(fault)
      }),
      { seed: 1, numRuns: 2_000 },
    )
  })

  it('reads as it was written, without what goes without saying', () => {
    expect(`${pause('db').at('1m').for('2s')}`).toBe("pause('db').at('1m').for('2s')")
    expect(`${throttleCpu('db', { to: '20%' })}`).toContain("throttleCpu('db', { to: 0.2 })")
    expect(`${delay('a->b', { by: '100ms' })}`).toContain("delay('a->b', { by: '100ms' })")
    expect(`${exhaust('db', 'connections')}`).toContain("exhaust('db', 'connections')")
    expect(`${leak('api', { each: '1MB' })}`).toContain(
      "leak('api', { of: 'memory', each: 1000000 })",
    )
    expect(`${slowQueries('db', { share: '5%' })}`).toContain("slowQueries('db', { factor: 10 })")
    expect(`${skewClock('auth', { behind: '5m' })}`).toContain(
      "skewClock('auth', { behind: '5m' })",
    )
  })
})

const told = (declare: () => unknown): string =>
  problemsOf(declare)
    .map(({ what, where = '', fix = '' }) => `${where}: ${what}. ${fix}`)
    .join('\n')

describe('a fault that would change nothing', () => {
  it.each<[string, () => unknown]>([
    ['slow nothing down', () => delay('db', {})],
    ['as good as the one before', () => badDeployment('api', {})],
    ['loses nothing', () => leak('api', { of: 'memory' })],
    ['either ahead or behind', () => skewClock('auth', {})],
    ['either ahead or behind', () => skewClock('auth', { ahead: 1, behind: 1 })],
    ['a share of all changes nothing', () => throttleCpu('db', { to: 1 })],
    ['slow nothing down', () => slowQueries('db', { factor: 1 })],
    ['sends no request more', () => surge('users', { factor: 1 })],
    ['a busy of 0 breaks nothing', () => saturateDisk('db', { busy: 0 })],
  ])('says so: %s', (what, declare) => {
    expect(told(declare)).toContain(what)
  })
})

describe('a fault that cannot be', () => {
  it.each<[string, () => unknown]>([
    ["throttleCpu('db') › to", () => throttleCpu('db', { to: 0 })],
    ['1.5 is no share', () => throttleCpu('db', { to: 1.5 })],
    ['is not a whole number over 0', () => contend('db', { atOnce: 0 })],
    ['is not a whole number over 0', () => misconfigure('db', { concurrency: 0.5 })],
    ['a share of all changes nothing', () => saturateDisk('db', { busy: 1 })],
    ['is not a chance over 0 and below 1', () => flipBits('a->b', { rate: 1 })],
    ['a rate of 0 breaks nothing', () => lie('db', { rate: 0 })],
    ['is not a factor of 1 or more', () => surge('users', { factor: 0.5 })],
    ['did you mean "connections"?', () => exhaust('db', anything('conections'))],
    ['did you mean "memory"?', () => leak('db', { of: anything('memmory'), each: 1 })],
    ['there is no option "factr"', () => surge('users', anything({ factr: 3 }))],
  ])('is told: %s', (what, declare) => {
    expect(told(declare)).toContain(what)
  })

  it('grows no ramp where it is all or nothing, and has no share where there is none', () => {
    for (const fault of [pause('db'), contend('db'), exhaust('db', 'threads'), lie('db')]) {
      expect(told(() => fault.ramp('1s'))).toContain('all or nothing')
    }
    expect(told(() => surge('users').share(0.5))).toContain('cannot touch a part only')
  })
})
