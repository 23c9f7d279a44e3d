/** Work that was accepted and never done: it is told, and can be asked for. */
import {
  causesOf,
  clients,
  crash,
  publish,
  queue,
  simulate,
  slow,
  system,
  work,
  worker,
} from 'gameday'
import { expect as expectRun } from 'gameday/expect'
import { describe, expect, it } from 'vitest'

const post = system('post', {
  users: clients({ rate: '20/s', arrivals: 'steady', call: publish('orders') }),
  orders: queue({ deliveries: 2, visibilityTimeout: '100ms', durable: false, latency: 0 }),
  mailer: worker({ of: 'orders', concurrency: 100, handle: work('10ms') }),
})

const late = slow('mailer', { by: '1s' }).at('10s').for('2.09s')
const run = simulate(post, { for: '60s', faults: [late] })

describe('messages that nobody handled', () => {
  it('are numbers, with the reason: the time to acknowledge them was over', () => {
    expect(run.availability()).toBe(1)
    const { published, deadLettered, failed, failedShare, reasons } = run.queue('orders')
    expect({ published, deadLettered, failed, failedShare }).toEqual({
      published: 1_200,
      deadLettered: 40,
      failed: 40,
      failedShare: 40 / 1_200,
    })
    expect(reasons).toEqual([{ because: 'not acknowledged in time', count: 40 }])
  })

  it('belong to the time at which they were published', () => {
    const { failedShare, failed } = run.queue('orders', { between: ['10s', '12s'] })
    expect([failed, failedShare]).toEqual([40, 1])
    expect(run.queue('orders', { between: ['20s', '30s'] }).failed).toBe(0)
    const nobody = simulate(post, { for: '1s' }).queue('orders', { between: ['5ms', '10ms'] })
    expect([nobody.failed, nobody.failedShare]).toEqual([0, undefined])
  })

  it('are told by the run, by its warnings, and where a goal fails', () => {
    const text = 'orders: 40 of all 1,200 messages were never acknowledged'
    expect(`${run}`).toBe(`run of post, seed 1, 1m: availability 1; ${text}`)
    const told = `${text}: 40 dead-lettered (not acknowledged in time).`
    expect(run.warnings).toEqual([told])
    const folded = new RegExp(told.replace(/[.()]/g, '\\$&').replaceAll(' ', '\\s+'))
    expect(() => expectRun(run).not.toStayAvailable('99%')).toThrow(folded)
  })

  it('have causes, although every client was served', () => {
    expect(causesOf(run).map(({ sentence }) => sentence)).toEqual([
      'orders: 40 of all 1,200 messages were never acknowledged',
      'orders->mailer timed out 82 times, waiting for mailer',
      `mailer was touched 82 times by ${late}`,
    ])
  })

  it('may be lost with their queue', () => {
    const crashed = simulate(post, {
      for: '60s',
      faults: [crash('mailer').at('10s').for('4s'), crash('orders').at('12s').for('1s')],
    })
    expect(crashed.queue('orders')).toMatchObject({ deadLettered: 0, lost: 40, failed: 40 })
    expect(crashed.warnings).toEqual([
      'orders: 40 of all 1,180 messages were never acknowledged: 40 lost (lost in a crash).',
    ])
  })

  it('may wait when the run ends', () => {
    const stopped = simulate(post, { for: '60s', faults: [crash('mailer').at('30s')] })
    expect(stopped.queue('orders')).toMatchObject({ failed: 0, unfinished: 600 })
    expect(stopped.warnings).toEqual([
      'orders: 600 of 1,200 messages (50%) still waited when the run ended.',
    ])
    expect(simulate(post, { for: '60s' }).warnings).toEqual([])
  })
})
