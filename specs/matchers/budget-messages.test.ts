/** F2: what matchers about budgets and overload say when they fail, word for word. */
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { broken } from '../judge/support/outage.ts'
import { toldBriefly } from './support/told.ts'

describe('a failure', () => {
  it('of an error budget', () => {
    expect(toldBriefly(() => expect(broken).toStayWithinErrorBudget('99%'))).toMatchInlineSnapshot(`
      "
      shop: good 49%, error budget spent 51.0x, wanted >= 99%

        510 of 1,000 requests were bad: 49% good, 51.0x of the budget.
        By time slices it would be 40%.

        avail  ████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇▇▇████████████  min 0%
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
  })

  it('of a burn rate', () => {
    const burnRates = [{ rate: 14.4, long: '5s', short: '1s' }] as const
    const failing = () => expect(broken).toStayWithinErrorBudget('99%', { burnRates })
    expect(toldBriefly(failing)).toMatchInlineSnapshot(`
      "
      shop: budget burnt 100x as quickly, wanted no alert of 14.4x

        510 of 1,000 requests were bad: 49% good, 51.0x of the budget.
        By time slices it would be 40%.
        Alert of 14.4x in 5s and 1s at t=5s: up to 100x.

        avail  ████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇▇▇████████████  min 0%
        fault  ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
               errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
               0s                  3.33s               6.67s               10s
      "
    `)
  })

  it('of goodput under overload', () => {
    const failing = () => expect(broken).toShedRatherThanCollapse('80%', { capacity: '90/s' })
    expect(toldBriefly(failing)).toMatchInlineSnapshot(`
      "
      shop: goodput under overload 54.44% of capacity, wanted >= 80%, the rest turned away

        For 10s 100/s came, and 49/s were served; capacity is 90/s.
        Of the rest 510 were turned away, 0 waited in vain.

        goodput  ████████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇▇▇████████████  max 111.11%
        fault    ············▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒······························
                 errors('db', { rate: 1, code: 500 }).at('2s').for('3s')
                 0s                  3.33s               6.67s               10s
      "
    `)
  })
})
