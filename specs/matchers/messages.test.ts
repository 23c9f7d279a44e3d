/** What a failing matcher says, word for word: a slow database under a shop without protection. */
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { told } from './support/told.ts'
import { run } from './support/shop.ts'

describe('a failure', () => {
  it('of availability', () => {
    expect(told(() => expect(run).toStayAvailable('99.9%'))).toMatchInlineSnapshot(`
      "
      shop: availability 83.44%, wanted >= 99.9%

        2,994 of 18,083 requests failed; 99.9% allows 18. Error budget spent 166x.
        Failing arrivals between t=60s and t=91s, up to 1s after the last fault ended.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        avail  ████████████████████▁▁▁▁▁▁▁▁▁▁▇█████████████████████████████  min 0%
        fault  ····················▒▒▒▒▒▒▒▒▒▒······························
               slow('db', { by: '2s' }).at('1m').for('30s')
               0s                  60s                 120s                180s

        What happened
          product->db  24,116 attempts for 18,083 calls (1.33x)
                       1,351 attempts timed out
          db           7,676 requests turned away: queue full
                       queue peaked at 1,000 at t=65s..66s
                       1,351 answers when nobody waited any more, 10m11s of work
          product      2,592 answers with error 503

        Why
          slow('db', { by: '2s' }): db worked 2s a request while that lasted, not 8.56ms
          so all 64 slots of product waited for db, 185 more in line
          so 2,994 requests of shoppers failed with error 503, 504
          without that fault, same seed: 100%

        Same seed, one change
          make db as quick as before: 100%; until then, only if a made-up answer may do:
          - gateway  call('product', { timeout: '800ms' })
          + gateway  call('product', { timeout: '800ms', fallback: { value: 'stand-in' } })
            a fallback: 100%
          hides the fault: 16.56% are answered without what product would say, and the call is not
            optional
          or, which only hides the fault, time-out of 80ms and a fallback at product->db: 100%
      "
    `)
  })

  it('of availability, by .not', () => {
    expect(told(() => expect(run).not.toStayAvailable('50%'))).toMatchInlineSnapshot(`
      "
      shop: availability 83.44%, wanted < 50%

        2,994 of 18,083 requests failed; 50% allows 9,041. Error budget spent 0.33x.
        Failing arrivals between t=60s and t=91s, up to 1s after the last fault ended.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        avail  ████████████████████▁▁▁▁▁▁▁▁▁▁▇█████████████████████████████  min 0%
        fault  ····················▒▒▒▒▒▒▒▒▒▒······························
               slow('db', { by: '2s' }).at('1m').for('30s')
               0s                  60s                 120s                180s

        What happened
          product->db  24,116 attempts for 18,083 calls (1.33x)
                       1,351 attempts timed out
          db           7,676 requests turned away: queue full
                       queue peaked at 1,000 at t=65s..66s
                       1,351 answers when nobody waited any more, 10m11s of work
          product      2,592 answers with error 503
      "
    `)
  })

  const [ofP99, mended] = told(() => expect(run).toNotExceedP99('200ms')).split(/\n(?= +Same seed)/)

  it('of p99', () => {
    expect(ofP99).toMatchInlineSnapshot(`
      "
      shop: p99 803ms, wanted <= 200ms

        915 of 18,083 requests took over 200ms (5.06%; p99 allows 1%).
        95% of those arrived while a fault was in force.
        p50 10.7ms, p90 153ms, max 813ms.
        Latency counts from arrival; waiting, retries and failures are included.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        p99    ▁▁▂▁▁▁▁▂▁▁▁▁▁▁▁▁▁▁▁▁█▇▄▄▄▄▄▄▄▄▆▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▁▁▁  max 813ms
        fault  ····················▒▒▒▒▒▒▒▒▒▒······························
               slow('db', { by: '2s' }).at('1m').for('30s')
               0s                  60s                 120s                180s

        What happened
          product->db  24,116 attempts for 18,083 calls (1.33x)
                       1,351 attempts timed out
          db           7,676 requests turned away: queue full
                       queue peaked at 1,000 at t=65s..66s
                       1,351 answers when nobody waited any more, 10m11s of work
          product      2,592 answers with error 503

        Why
          slow('db', { by: '2s' }): db worked 2s a request while that lasted, not 8.56ms
          so all 64 slots of product waited for db, 185 more in line
          so 915 requests of shoppers took over 200ms
          without that fault, same seed: p99 43.1ms
      "
    `)
  })

  it('of p99, and what would have held', () => {
    expect(mended).toMatchInlineSnapshot(`
      "  Same seed, one change
          make db as quick as before: p99 43.1ms; until then, only if a made-up answer may do:
          - gateway  call('product', { timeout: '800ms' })
          + gateway  call('product', { timeout: '80ms', fallback: { value: 'stand-in' } })
            time-out of 80ms (its p99 is 39.6ms) and a fallback: 85.8ms, holds with 50ms to 150ms
          calls that wait give their slots back then
          hides the fault: 16.93% are answered without what product would say, and the call is not
            optional
          not enough: time-out of 80ms and breaker at product->db (391ms), time-out of 80ms at
            gateway->product (bought with failures: 83.07% served)
      "
    `)
  })

  it('of p99 at a component and in a window, by .not', () => {
    const failing = () => expect(run).not.toNotExceedP99('1s', { at: 'auth', between: [0, '10s'] })
    expect(told(failing)).toMatchInlineSnapshot(`
      "
      shop, at auth, from t=0s to t=10s: p99 7.83ms, wanted > 1s

        0 of 986 requests took over 1s (0%; p99 allows 1%).
        p50 2.33ms, p90 4.73ms, max 33.2ms.
        Latency counts from arrival; waiting, retries and failures are included.
        product->db: 3 attempts of 250ms and the waits between them take up to 900ms, but the
          time-out of gateway->product is 800ms (retries-over-caller).

        p99    █▇▆▇                                                          max 9.52ms
        fault  ····················▒▒▒▒▒▒▒▒▒▒······························
               slow('db', { by: '2s' }).at('1m').for('30s')
               0s                  60s                 120s                180s
      "
    `)
  })

  it('because nothing came, with .not as without', () => {
    const late = { on: 'product->db', between: ['3m', '4m'] } as const
    const without = told(() => expect(run).toStayAvailable('99.9%', late))
    expect(without).toMatchInlineSnapshot(`
      "
      the run ends at 3m, before 4m
        where: between
        fix:   ask for an earlier part, or simulate for longer
      "
    `)
    const opposite = told(() => expect(run).not.toStayAvailable('99.9%', late))
    expect(opposite).toBe(without.replace('>=', '<'))
  })
})
