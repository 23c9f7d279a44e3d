/** What cannot go wrong in a system is told before anything runs, with what to write instead. */
import { describe, expect, it } from 'vitest'
import type { Run } from 'gameday'
import { exploration, faultsFor } from 'gameday/explore'
import { mall } from './shrink/support/goals.ts'

/** Every mistake there is in options of `faultsFor`: what, where and the remedy. */
const mistakesIn = (options: object): string => messageOf(() => faultsFor(mall, options))

function messageOf(use: () => unknown): string {
  try {
    use()
  } catch (error) {
    return `${error}`
  }
  return 'no mistake'
}

describe('F8: faults that are asked for', () => {
  it('must be aimed at what there is', () => {
    expect(mistakesIn({ targets: ['db', 'prices->dbb', 'zone:c'] })).toBe(
      [
        'UsageError: 2 mistakes',
        '1. system "mall" has nothing named "prices->dbb" to break',
        '  where: faultsFor › targets › #2',
        '  fix:   did you mean "prices->db"?',
        '2. system "mall" has nothing named "zone:c" to break',
        '  where: faultsFor › targets › #3',
        '  fix:   did you mean "zone:a"?',
      ].join('\n'),
    )
    expect(mistakesIn({ targets: [] })).toContain('the list of targets is empty')
    expect(mistakesIn({ targets: [] })).toContain('dispensable(…) is empty where no call is')
    expect(mistakesIn({ targets: ['db#0', 'upstream:db', 'a<->b', 'zone:b'] })).toBe('no mistake')
  })

  it('must be of kinds that break something here', () => {
    expect(mistakesIn({ kinds: ['slow', 'flush'], targets: ['db', 'web->stock'] })).toBe(
      [
        'UsageError: there is nothing here that "flush" could break',
        '  where: faultsFor › kinds › #2',
        '  fix:   kinds that fit: "slow", "errors", "crash", "partition", "delay", "drop", ' +
          '"pause", "throttleCpu", …',
      ].join('\n'),
    )
    expect(mistakesIn({ kinds: ['slw'] })).toContain('did you mean "slow"?')
    expect(mistakesIn({ kinds: [] })).toContain('there is nothing here')
  })

  it('must each find a kind that can be aimed at it', () => {
    expect(
      mistakesIn({ kinds: ['crash', 'surge'], targets: ['db', 'web->stock', 'shoppers'] }),
    ).toBe(
      [
        'UsageError: no fault of these kinds can be aimed at "web->stock"',
        '  where: faultsFor › targets › #2',
        '  fix:   kinds that fit: "slow", "errors", "partition", "delay", "drop", "corrupt", ' +
          '"undecodable", "reorder", …',
      ].join('\n'),
    )
  })

  it('must have the numbers that are bounded, and bounds that these may have', () => {
    expect(mistakesIn({ kinds: ['slow'], magnitude: { rate: [0.1, 0.2] } })).toContain(
      'faults of these kinds have no number named "rate"\n' +
        '  where: faultsFor › magnitude › rate\n' +
        '  fix:   write one of "by", "for", "share"',
    )
    expect(mistakesIn({ magnitude: { by: ['2s', '1s'] } })).toContain(
      'from 2000 to 1000 is no range\n  where: faultsFor › magnitude › by\n  fix:   swap the two',
    )
    expect(mistakesIn({ magnitude: { rate: [0.1, 5] } })).toContain('5 is no share')
    expect(mistakesIn({ magnitude: { share: [0, 0.5] } })).toContain('touches nothing')
    expect(mistakesIn({ magnitude: { for: [0, '5s'] } })).toContain('lasts no time')
    expect(mistakesIn({ within: '10s', magnitude: { for: ['20s', '30s'] } })).toContain(
      'a fault of 20s does not end within 10s',
    )
  })

  it('must be of a system', () => {
    expect(messageOf(() => faultsFor({} as never))).toContain('an object is no system')
    expect(messageOf(() => faultsFor(mall, 5 as never))).toContain('5 is no set of options')
    expect(mistakesIn({ most: 0, within: 'soon' })).toContain('2 mistakes')
  })

  it('are checked in the same way where they are explored', () => {
    const explored = (options: object): string =>
      messageOf(() =>
        exploration(mall, { for: '1m', holds: run => run.requests().issued > 0, ...options }),
      )
    expect(explored({ targets: ['dbb'] })).toContain('where: explore › targets › #1')
    expect(explored({ kinds: ['flush'], targets: ['db'] })).toContain('explore › kinds')
    expect(explored({ magnitude: { bye: ['1s', '2s'] } })).toContain('did you mean "by"?')
    expect(explored({})).toBe('no mistake')
  })
})

describe('F8: options of an exploration', () => {
  const asked = {
    for: '20s',
    store: false,
    holds: (run: Run) => run.requests().issued > 0,
  } as const
  const told = (options: object): string =>
    messageOf(() => exploration(mall, { ...asked, ...options }))

  it.each([
    [{ name: '' }, 'is no text'],
    [{ store: true }, 'true is no folder'],
    [{ signal: {} }, 'an object is no signal'],
    [{ sometimes: [() => true] }, 'a list is no set of names'],
    [{ sometimes: { constructor: () => true } }, 'constructor, prototype can be no names'],
    [{ magnitude: null }, 'null is no set of names'],
    [{ magnitude: { by: ['1s', '2s', '3s'] } }, 'is no range'],
    [{ declared: { as: 'my shop', in: './shop.ts' } }, '"my shop" is no name of an export'],
    [{ declared: { as: 'shop', in: '' } }, 'is no text'],
  ])('%j: say in our words what is wrong, and what to write', (options, what) => {
    expect(told(options)).toContain(what)
    expect(told(options)).toContain('write ')
    expect(told(options)).not.toContain('Invalid')
  })

  it('leave time in which `recovers` is asked, at the edges of the numbers of a run', () => {
    const times = { within: '10s', settle: '9950ms', recovers: () => true }
    expect(told(times)).toContain('`recovers` could never be asked')
    expect(told({ ...times, settle: '9s' })).toBe('no mistake')
  })
})
