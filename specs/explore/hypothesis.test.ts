/** F13: goals as data say what must hold, in experiments and in searches. */
import { goal, slow } from 'gameday'
import { experiment, exploration, search, testText } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { bistro, patientBistro, searched, shortly } from './support/bistro.ts'

const slowKitchen = slow('kitchen', { by: '5s' }).at('5s').for('5s')

describe('F13 goals of an experiment', () => {
  const playing = (
    holds: Parameters<typeof experiment<(typeof patientBistro)['names'] & {}>>[1]['holds'],
  ) =>
    experiment(patientBistro, {
      for: '20s',
      resolution: '10ms',
      faults: [slowKitchen],
      holds,
    }).play()

  it('hold when every one of them does', () => {
    const { verdict, message } = playing([goal.availability('5%'), goal.latency('p50', '2s')])
    expect({ verdict, message }).toEqual({ verdict: 'held', message: undefined })
  })

  it('are told, each that is broken, as their matchers would tell it', () => {
    const { verdict, message } = playing([
      goal.availability('99%'),
      goal.availability('1%'),
      goal.latency('p99', '100ms'),
    ])
    expect(verdict).toBe('broken')
    expect(message?.match(/^patient bistro: .*$/gm)).toEqual([
      expect.stringMatching(/availability .*, wanted >= 99%$/),
      expect.stringMatching(/p99 .*, wanted <= 100ms$/),
    ])
  })

  it('are unknown when there was nothing to judge, unless another is broken', () => {
    const nobody = goal.availability('1%', { after: slowKitchen, at: 'kitchen' })
    const never = goal.availability('1%', { between: [0, '10ms'] })
    expect(playing([never]).verdict).toBe('unknown')
    expect(playing([never, goal.availability('99%')]).verdict).toBe('broken')
    expect(playing(nobody).verdict).toBe('held')
  })
})

describe('F13 goals of a search', () => {
  const options = { ...shortly, kinds: ['slow'], runs: 64 } as const

  it('hold in every trial, or are broken by one', async () => {
    const { counterexample } = await search(patientBistro, {
      ...options,
      holds: goal.availability('90%'),
    })
    expect(counterexample).toMatchObject({ verdict: 'broken', goal: 'holds' })
    expect((await searched({ holds: [goal.availability('1%')] })).verdict).toBe('held')
  })

  it('stand in the test to paste as the matchers that say the same', async () => {
    const explored = exploration(patientBistro, {
      ...options,
      holds: goal.availability('1%'),
      recovers: [goal.availability('99%'), goal.latency('p99', '1s', { at: 'waiter' })],
      settle: '2s',
      declared: { as: 'patientBistro', in: './bistro.ts' },
    })
    const { counterexample } = await search(explored)
    const statements = testText(counterexample!, explored).match(/^ {2}expect.*$/gm)
    expect(counterexample?.goal).toBe('recovers')
    expect(statements).toEqual([
      expect.stringMatching(
        /^ {2}expect\(run\)\.toStayAvailable\('99%', \{ between: \['.*s', '20s'\] \}\)$/,
      ),
      expect.stringMatching(
        /^ {2}expect\(run\)\.toNotExceedPercentile\('p99', '1s', \{ at: 'waiter', between: \[/,
      ),
    ])
  })

  it('may be seen sometimes: what never held is told', async () => {
    const opened = goal.trips('waiter->kitchen')
    const never = goal.latency('p50', '1ms')
    const { totals, never: unseen } = await searched({ sometimes: { opened, never }, runs: 64 })
    expect(Object.keys(totals.reached)).toEqual(['opened'])
    expect(unseen).toEqual(['never'])
  })
})

describe('F13 what is no goal', () => {
  it.each([
    [{ holds: 7 }, '7 is no goal'],
    [{ holds: [] }, 'no goal is given'],
    [{ holds: [goal.availability('9%'), 'x'] }, '"x" is no goal'],
    [
      { holds: goal.availability('9%'), recovers: goal.availability('9%', { between: [0, 1] }) },
      'has a window of its own',
    ],
  ])('is told before anything runs: %#', (wrong, what) => {
    expect(() => exploration(bistro, { ...shortly, ...(wrong as object) } as never)).toThrow(what)
  })

  it('is told by an experiment, too', () => {
    expect(() => experiment(bistro, { for: '1s', holds: 'x' as never })).toThrow('"x" is no goal')
    expect(() => experiment(bistro, { for: '1s' } as never)).toThrow('undefined is no goal')
  })
})
