/** Margins: how far each fault of the least schedule is from harmless. */
import { crash, errors, type Fault, partition, slow } from 'gameday'
import { describe, expect, it } from 'vitest'
import type { DialMargin } from '../../../src/explore/findings.ts'
import { Answers } from '../../../src/explore/shrink/answers.ts'
import { dialMargins } from '../../../src/explore/shrink/margins.ts'
import { shrink } from '../../../src/explore/shrink/shrink.ts'
import { type Rule, spaceOf } from './support/goals.ts'

const space = spaceOf({ within: '30s' })

const sweep = ({ sweep }: DialMargin): string =>
  sweep.map(({ value, held }) => `${value}${held ? '' : '!'}`).join(' ')

const by = ({ cause }: Fault): number => ('by' in cause ? cause.by : 0)

describe('F8: a margin', () => {
  const least = { faults: [slow('db', { by: '500ms' }).at('10s').for('2s')], seed: '1' }
  const isBroken: Rule = ({ faults }) =>
    faults.some(fault => by(fault) >= 300 && fault.timing.forMs >= 1_500)

  it('tells each number of a fault, from weak to strong, and where the goal breaks', () => {
    const margins = dialMargins(least, { space, baseSeed: '1', isBroken })
    expect(margins.map(({ dial, isMonotone }) => [dial, isMonotone])).toEqual([
      ['by', true],
      ['for', true],
    ])
    expect(sweep(margins[0])).toBe('10 20 50 100 200 250 500! 800! 1000! 2000! 3000! 5000!')
    expect(sweep(margins[1])).toBe('100 200 250 500 800 1000 2000! 3000! 5000! 10000! 20000!')
    for (const { fault } of margins) expect(fault).toBe(least.faults[0])
  })

  it('is no threshold where stronger holds again', () => {
    const mild: Rule = ({ faults }) => faults.some(fault => by(fault) >= 300 && by(fault) < 2_000)
    const [margin] = dialMargins(least, { space, baseSeed: '1', isBroken: mild })
    expect(margin.isMonotone).toBe(false)
    expect(sweep(margin)).toBe('10 20 50 100 200 250 500! 800! 1000! 2000 3000 5000')
  })

  it('tells how much a fault touches, where that is not all', () => {
    const some = { faults: [crash('db#0'), partition('db').at('1s').for('2s').share(0.5)] }
    const isHalf: Rule = ({ faults }) => faults.some(({ timing }) => timing.share === 0.5)
    const setting = { space, baseSeed: '1', isBroken: isHalf }
    const margins = dialMargins({ ...some, seed: '1' }, setting)
    expect(margins.map(({ fault, dial }) => `${fault.cause.kind} ${dial}`)).toEqual([
      'crash for',
      'partition for',
      'partition share',
    ])
    expect(sweep(margins[2])).toBe('0.01 0.02 0.05 0.1 0.2 0.3 0.5! 0.7 1')
  })

  it('plays nothing that shrinking has played, and nothing twice', () => {
    const answers = new Answers()
    const played: string[] = []
    const setting = {
      space,
      baseSeed: '1',
      answers,
      isBroken: (schedule: Parameters<Rule>[0]) => {
        played.push(schedule.faults.join())
        return isBroken(schedule)
      },
    }
    const found = { faults: [slow('db', { by: '30s' }).at('3s').for('20s')], seed: '1' }
    const { schedule, runs } = shrink(found, setting)
    expect(played).toHaveLength(runs)
    dialMargins(schedule, setting)
    expect(new Set(played).size).toBe(played.length)
    expect(played.length - runs).toBeLessThanOrEqual(33)
  })

  it('says of a fault without a number only how long, and nothing of one that grows', () => {
    const faults = [
      crash('db').at('10s').for('2s'),
      errors('web', { rate: 0.5 }).at('10s').ramp('2s').for('5s'),
    ]
    const setting = { space, baseSeed: '1', isBroken: () => true }
    const margins = dialMargins({ faults, seed: '1' }, setting)
    expect(margins.map(({ fault, dial }) => `${fault.cause.kind} ${dial}`)).toEqual(['crash for'])
  })

  it('leaves out what there were no runs for, the nearest first', () => {
    const setting = { space, baseSeed: '1', isBroken, limit: 4 }
    const [margin, nothing] = dialMargins(least, setting)
    expect(sweep(margin)).toBe('200 250 500! 800! 1000!')
    expect(sweep(nothing)).toBe('2000!')
  })
})
