/** What checkout must withstand. One of the two does not hold: output/ has what CI says then. */
import { errors, simulate, slow } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, test } from 'vitest'
import { shop } from './shop.ts'

describe('checkout', () => {
  test('survives a slow payment provider', () => {
    const outage = slow('payments', { by: '3s' }).at('20s').for('10s')
    const run = simulate(shop, { for: '1m', faults: [outage] })

    expect(run).toStayAvailable('99%')
    expect(run).toRecoverWithin('5s')
  })

  test('survives a few errors of the orders database', () => {
    const hiccup = errors('orders', { rate: '1%' }).at('20s').for('10s')
    const run = simulate(shop, { for: '1m', faults: [hiccup] })

    expect(run).toStayAvailable('99%')
  })
})
