/** From a symptom back to its cause. */
import {
  call,
  causesOf,
  clients,
  crash,
  errors,
  type Fault,
  service,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'

const chain = system('chain', {
  users: clients({ rate: '100/s', arrivals: 'steady', call: 'web' }),
  web: service({ handle: [call('orders'), call('ads', { optional: true })] }),
  orders: service({ handle: call('db', { timeout: '100ms' }) }),
  ads: store({ time: '1ms' }),
  db: store({ time: '1ms' }),
})

const play = (fault: Fault<'db' | 'ads' | 'orders->db'>) =>
  simulate(chain, { for: '10s', faults: [fault] })

const linksOf = (fault: Parameters<typeof play>[0]) =>
  causesOf(play(fault)).map(({ effect, cause, count }) => [effect, cause, count])

describe('D10 the causes of a failure', () => {
  it('lead from the clients through calls and components to the fault', () => {
    const fault = errors('db', { code: 503 }).at('5s').for('1s')
    expect(linksOf(fault)).toEqual([
      ['users->web', 'web', 100],
      ['web', 'web->orders', 100],
      ['web->orders', 'orders', 100],
      ['orders', 'orders->db', 100],
      ['orders->db', 'db', 100],
      ['db', `${fault}`, 100],
    ])
  })

  it('say it in sentences', () => {
    const fault = crash('db').at('5s').for('1s')
    expect(causesOf(play(fault)).map(({ sentence }) => sentence)).toEqual([
      'users->web failed 100 times: 504',
      'web failed 100 times because of web->orders',
      'web->orders failed 100 times: 504',
      'orders failed 100 times because of orders->db',
      'orders->db timed out 100 times, waiting for db',
      `db was touched 100 times by ${fault}`,
      'db: 100 requests, down, no answer',
    ])
  })

  it('end at the link when the fault is there', () => {
    const fault = errors('orders->db').at('5s').for('1s')
    expect(linksOf(fault).at(-2)).toEqual(['orders->db', `${fault}`, 100])
  })

  it('are none when what failed was optional', () => {
    expect(linksOf(errors('ads'))).toEqual([])
  })
})
