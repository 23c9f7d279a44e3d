/** What has no part in an outage is not told beside it: whom only innocent faults struck. */
import { call, clients, crash, service, simulate, store, system } from 'gameday'
import { expect as judge } from 'gameday/expect'
import { expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '50/s', arrivals: 'steady', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 500,
    handle: [
      call('ads', { optional: true, timeout: '20ms' }),
      call('news', { optional: true, timeout: '20ms' }),
      call('db', { timeout: '200ms' }),
    ],
  }),
  ads: store({ time: '2ms' }),
  news: store({ time: '2ms' }),
  db: store({ time: '5ms' }),
})

const dbDown = crash('db').at('10s').for('5s')
const adsDown = crash('ads').at('8s').for('20s')

function messageOf(faults: readonly (typeof dbDown | typeof adsDown)[]): string {
  try {
    judge(simulate(shop, { for: '30s', faults: [...faults] })).toStayAvailable('99%')
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

it('a bystander is neither in What happened nor the reason of degraded answers', () => {
  const text = messageOf([dbDown, adsDown])
  const happened = text.slice(text.indexOf('What happened'), text.indexOf('  Why'))
  expect(happened).toContain('db')
  expect(happened).not.toContain('ads')
  expect(text).not.toContain('degraded')
  const unbroken = text.replace(/\n +/g, ' ')
  expect(text).toContain(`${adsDown}  (innocent: just as broken without it)`)
  expect(unbroken).toContain('none after the guilty fault ended')
})
