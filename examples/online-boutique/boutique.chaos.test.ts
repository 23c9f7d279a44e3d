/** What holds at Online Boutique when something goes wrong, and what does not, with 500 users. */
import { crash, errors, partition, simulate, slow } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { boutique } from './system.ts'

const shop = boutique()

describe('the shop', () => {
  it('carries 500 users', () => {
    const run = simulate(shop, { for: '10s' })

    expect(run).toStayAvailable('99.99%')
    expect(run).toNotExceedP99('150ms')
  })

  it('does not mind slow ads, which have a deadline', () => {
    const run = simulate(shop, { for: '10s', faults: [slow('ad', { by: '10s' }).at('4s')] })

    expect(run).toStayAvailable('99.99%')
    expect(run).toNotExceedP99('200ms')
  })

  it('loses only the order page when payment cannot be reached', () => {
    const noPayment = partition('checkout->payment.charge').at('4s')
    const run = simulate(shop, { for: '10s', faults: [noPayment] })

    expect(run).not.toStayAvailable('1%', { on: 'users->frontend.placeOrder', during: noPayment })
    for (const page of ['home', 'product', 'addToCart', 'viewCart'] as const) {
      expect(run).toStayAvailable('99.99%', { on: `users->frontend.${page}` })
    }
  })

  it('loses the home page with the carts, because every page shows how full the cart is', () => {
    const noCarts = crash('redis', { refuse: true }).at('4s')
    const run = simulate(shop, { for: '10s', faults: [noCarts] })

    expect(run).not.toStayAvailable('1%', { on: 'users->frontend.home', during: noCarts })
    expect(run).toStayAvailable('99.99%', { on: 'users->frontend.setCurrency' })
  })

  it('multiplies the errors of currencies: the home page asks for ten', () => {
    const flaky = errors('currency', { rate: '20%' }).at('4s')
    const run = simulate(shop, { for: '10s', faults: [flaky] })

    const allTenSucceed = 0.8 ** 10 // 10.7%
    const question = { on: 'users->frontend.home', during: flaky } as const
    expect(run.availability(question)).toBeCloseTo(allTenSucceed, 1)
  })
})

describe('recommendations', () => {
  const late = slow('recommendation', { by: '10s' }).at('4s')

  it('may fail: the pages do without', () => {
    const failing = errors('recommendation').at('4s')
    const run = simulate(shop, { for: '10s', faults: [failing] })

    expect(run).toStayAvailable('99.99%')
  })

  it('may not be late: a call without a deadline is waited for, optional or not', () => {
    const run = simulate(shop, { for: '10s', faults: [late] })

    expect(run).not.toStayAvailable('10%', { on: 'users->frontend.product', during: late })
    expect(run).not.toStayAvailable('10%', { on: 'users->frontend.viewCart', during: late })
  })

  it('may be late, too, once they have a deadline', () => {
    const withDeadline = boutique({ recommendation: { timeout: '300ms' } })
    const run = simulate(withDeadline, { for: '10s', faults: [late] })

    expect(run).toStayAvailable('99.99%')
    expect(run).toNotExceedP99('500ms')
  })
})
