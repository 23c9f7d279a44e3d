/** The times of the least schedule are those that a person would write. */
import { crash, type Fault } from 'gameday'
import { describe, expect, it } from 'vitest'
import { shrink } from '../../../src/explore/shrink/shrink.ts'
import { type Rule, spaceOf } from './support/goals.ts'

/** When the faults of the least schedule begin, in milliseconds. */
function timesOf(faults: readonly Fault[], isBroken: Rule, options: object = {}): number[] {
  const space = spaceOf({ kinds: ['crash'], ...options })
  const { schedule } = shrink({ faults, seed: '1' }, { space, baseSeed: '1', isBroken })
  expect(isBroken(schedule)).toBe(true)
  return schedule.faults.map(({ timing }) => timing.atMs)
}

const one = crash('db').at('17300ms').for('1s')
const beginning =
  (from: number, to: number): Rule =>
  ({ faults }) =>
    faults.some(({ timing: { atMs } }) => atMs >= from && atMs < to)

describe('F8: the time of a fault', () => {
  it('is ten seconds, where it does not matter', () => {
    expect(timesOf([one], beginning(0, 60_000))).toEqual([10_000])
  })

  it.each([
    [30_000, 15_500, 60_000],
    [20_000, 15_500, 29_000],
    [15_000, 12_000, 19_000],
    [17_000, 16_200, 18_400],
    [17_300, 17_290, 17_310],
  ])('is %i ms, where it must be from %i to %i', (time, from, to) => {
    expect(timesOf([one], beginning(from, to))).toEqual([time])
  })

  it('is the start of the run only where nothing else breaks the goal', () => {
    const early = crash('db').at('300ms').for('1s')
    expect(timesOf([early], beginning(0, 900))).toEqual([0])
    expect(timesOf([early], beginning(0, 1_100))).toEqual([1_000])
  })

  it('leaves room for the fault to end within its time', () => {
    const long = crash('db').at('2300ms').for('3500ms')
    const isLong: Rule = ({ faults }) => faults.some(({ timing }) => timing.forMs >= 3_000)
    expect(timesOf([long], isLong, { within: '6s' })).toEqual([2_000])
  })
})

describe('F8: the times of several faults', () => {
  const two = [crash('db').at('17300ms').for('1s'), crash('web').at('20500ms').for('1s')]
  const gapOf = (faults: readonly Fault[]): number =>
    faults.length < 2 ? NaN : Math.abs(faults[1].timing.atMs - faults[0].timing.atMs)

  it('are the same, where the gap between them does not matter', () => {
    expect(timesOf(two, ({ faults }) => faults.length >= 2)).toEqual([10_000, 10_000])
  })

  it('move together, where it does', () => {
    const apart: Rule = ({ faults }) => gapOf(faults) >= 2_900 && gapOf(faults) <= 3_400
    expect(timesOf(two, apart)).toEqual([10_000, 13_000])
  })

  it('keep a gap to the millisecond, if it must be', () => {
    const exactly: Rule = ({ faults }) => gapOf(faults) === 3_200
    expect(timesOf(two, exactly)).toEqual([10_000, 13_200])
  })

  it('tell what begins first', () => {
    const first: Rule = ({ faults }) =>
      faults.some(a =>
        faults.some(b => a.target === 'web' && b.timing.atMs - a.timing.atMs >= 1_000),
      )
    const late = [crash('db').at('40s').for('1s'), crash('web').at('20s').for('1s')]
    expect(timesOf(late, first).toSorted((a, b) => a - b)).toEqual(timesOf(late, first))
  })
})
