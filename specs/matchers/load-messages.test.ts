/** F2: what matchers about load and data say when they fail, word for word. */
import {
  call,
  clients,
  corrupt,
  errors,
  publish,
  queue,
  service,
  simulate,
  store,
  system,
  worker,
} from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { toldBriefly } from './support/told.ts'
import { unexplained as run } from './support/shop.ts'

describe('a failure', () => {
  it('of amplified load', () => {
    expect(toldBriefly(() => expect(run).toNotAmplifyLoad(1.2))).toMatchInlineSnapshot(`
      "
      shop: load of product->db amplified 1.33x, wanted <= 1.20x

        product->db: 24,116 attempts, alone 18,083 (1.33x).
        Alone is what there would have been had nobody tried again, on the whole way to there.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        factor  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▇▇█▇▇▇▇▇▇▇▃▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 3.27x
        fault   ····················▒▒▒▒▒▒▒▒▒▒······························
                slow('db', { by: '2s' }).at('1m').for('30s')
                0s                  60s                 120s                180s
      "
    `)
  })

  it('of amplified load, by .not', () => {
    const failing = () => expect(run).not.toNotAmplifyLoad(1.2, { at: 'auth' })
    expect(toldBriefly(failing)).toMatchInlineSnapshot(`
      "
      shop, at auth: load of auth amplified 1.00x, wanted > 1.20x

        auth: 18,083 attempts, alone 18,083 (1.00x).
        Alone is what there would have been had nobody tried again, on the whole way to there.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        factor  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 1.00x
        fault   ····················▒▒▒▒▒▒▒▒▒▒······························
                slow('db', { by: '2s' }).at('1m').for('30s')
                0s                  60s                 120s                180s
      "
    `)
  })

  it('of a bounded queue', () => {
    const failing = () => expect(run).toBoundQueue('db', { depth: 100, wait: '200ms' })
    expect(toldBriefly(failing)).toMatchInlineSnapshot(`
      "
      shop: queue of db peaked at 1,000, longest wait 28.4s, wanted <= 100 and <= 200ms

        24,116 came; at most 1,000 waited, longest wait 28.4s.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        queue  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▄██████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 1,000
        fault  ····················▒▒▒▒▒▒▒▒▒▒······························
               slow('db', { by: '2s' }).at('1m').for('30s')
               0s                  60s                 120s                180s
      "
    `)
  })

  it('of wasted work', () => {
    expect(toldBriefly(() => expect(run).toNotWaste('5%'))).toMatchInlineSnapshot(`
      "
      shop: wasted work 77.21%, wanted <= 5%

        10.2m of 13.2m of work, when nobody waited any more.
        db: 10.2m of 12.3m, in 1,351 requests.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        wasted  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▆▄▅▄▃▃▄▃▄▂▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 99.93%
        fault   ····················▒▒▒▒▒▒▒▒▒▒······························
                slow('db', { by: '2s' }).at('1m').for('30s')
                0s                  60s                 120s                180s
      "
    `)
  })

  it('of lost messages', () => {
    const mail = system('mail', {
      users: clients({ rate: '10/s', arrivals: 'steady', requests: 100, call: 'web' }),
      web: service({ handle: [publish('outbox')] }),
      outbox: queue({ capacity: 100, deliveries: 1 }),
      sender: worker({ of: 'outbox', handle: [call('smtp')] }),
      smtp: store({ time: '1ms' }),
    })
    const faults = [errors('smtp').at('1s').for('500ms')]
    const lost = simulate(mail, { for: '12s', resolution: '1s', faults })
    expect(toldBriefly(() => expect(lost).toLoseNothing())).toMatchInlineSnapshot(`
      "
      mail: 5 of 100 messages never acknowledged, wanted each of them acknowledged

        outbox: 5 of all 100 messages were never acknowledged: 5 dead-lettered (500).

        lost   ▁▁▁▁▁██▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁  max 5 per slot
        fault  ·····▒▒▒····················································
               errors('smtp', { rate: 1, code: 500 }).at('1s').for('500ms')
               0s                  4s                  8s                  12s
      "
    `)
  })

  it('of correct data', () => {
    const shop = system('shop', {
      users: clients({ rate: '10/s', arrivals: 'steady', requests: 100, call: 'db' }),
      db: store({ time: '1ms' }),
    })
    const faults = [corrupt('db').at('1s').for('2s')]
    const wrong = simulate(shop, { for: '12s', resolution: '1s', faults })
    expect(toldBriefly(() => expect(wrong).toServeCorrectData('99%'))).toMatchInlineSnapshot(`
      "
      shop: correct answers 80%, wanted >= 99%

        20 of 100 answers were incorrect.

        wrong  ▁▁▁▁▁██████████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁            max 100%
        fault  ·····▒▒▒▒▒▒▒▒▒▒·············································
               corrupt('db').at('1s').for('2s')
               0s                  4s                  8s                  12s
      "
    `)
  })
})
