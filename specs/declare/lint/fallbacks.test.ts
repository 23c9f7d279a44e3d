/** Rules about fallbacks and zones: a wrong declaration of each, its twin, and a run. */
import { call, clients, crash, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, told, warned } from './support/told.ts'

const timeout = '100ms'

describe('needless-fallback', () => {
  it('tells of a fallback that an optional call does not need', () => {
    expect(told({ timeout, optional: true, fallback: { value: 0 } })).toEqual([
      'needless-fallback api->db: the call is optional and has a value to fall back on: each ' +
        'alone would do',
    ])
    expect(told({ timeout, fallback: { value: 0 } })).toEqual([])
  })
})

/** Prices, and a copy of them that needs the same disks or its own. */
const prices = (disks: 'disks' | 'others') =>
  system('prices', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'web' }),
    web: service({
      handle: call('live', { timeout: '300ms', fallback: call('copy', { timeout: '300ms' }) }),
    }),
    live: service({ handle: call('disks', { timeout }) }),
    copy: service({ handle: call(disks, { timeout }) }),
    disks: store({ time: '2ms' }),
    others: store({ time: '2ms' }),
  })

describe('fallback-shares-dependency', () => {
  it('tells of a fallback that needs what the call needs', () => {
    expect(warned(prices('disks'))).toEqual([
      'fallback-shares-dependency web->live: its fallback copy needs disks, as live does: while ' +
        'that fails, both do',
    ])
    expect(fixes(prices('disks'))).toEqual([
      'fall back on a value, on lastGood, or on what does without disks',
    ])
    expect(warned(prices('others'))).toEqual([])
  })

  it('tells nothing of what the fallback can do without', () => {
    const soft = system('soft', {
      users: clients({ rate: '10/s', call: 'web' }),
      web: service({ handle: call('live', { timeout, fallback: call('copy', { timeout }) }) }),
      live: service({ handle: call('disks', { timeout: '80ms' }) }),
      copy: service({ handle: call('disks', { timeout: '80ms', optional: true }) }),
      disks: store({ time: '2ms' }),
    })
    expect(warned(soft)).toEqual([])
  })

  it('is true in a run', () => {
    const served = (disks: 'disks' | 'others') =>
      simulate(prices(disks), { for: '20s', faults: [crash('disks').from(0).forever()] })
    expect(served('disks').availability()).toBe(0)
    expect(served('others').availability()).toBe(1)
  })
})

/** A front in each of two zones; that of the second needs a store of the first, or its own. */
const zones = (home: 'storeA' | 'storeB') =>
  system('zones', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'edge' }),
    edge: service({
      handle: call('webA', { timeout: '200ms', fallback: call('webB', { timeout: '200ms' }) }),
    }),
    webA: service({ zone: 'a', handle: call('cacheA', { timeout, fallback: { value: 0 } }) }),
    webB: service({ zone: 'b', handle: call(home, { timeout }) }),
    cacheA: store({ zone: 'a', time: '1ms' }),
    storeA: store({ zone: 'a', time: '2ms' }),
    storeB: store({ zone: 'b', time: '2ms' }),
  })

describe('zones-as-one', () => {
  it('tells of a second zone that needs the first', () => {
    expect(warned(zones('storeA'))).toEqual([
      'zones-as-one edge->webA: webB in zone b stands in for webA in zone a, but needs storeA ' +
        'there: without zone a both fail, so that two zones are one',
    ])
    expect(fixes(zones('storeA'))).toEqual(['give webB its own storeA in zone b'])
    expect(warned(zones('storeB'))).toEqual([])
  })

  it('is true in a run', () => {
    const served = (home: 'storeA' | 'storeB') =>
      simulate(zones(home), { for: '20s', faults: [crash('zone:a').from(0).forever()] })
    expect(served('storeA').availability()).toBe(0)
    expect(served('storeB').availability()).toBe(1)
  })
})
