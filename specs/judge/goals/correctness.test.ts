/** F2: were the answers correct? */
import { call, clients, corrupt, crash, goal, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '10/s', arrivals: 'steady', requests: 100, call: 'web', timeout: '1s' }),
  web: service({ handle: [call('db')] }),
  db: store({ time: '1ms' }),
})

describe('F2: correct data', () => {
  const run = simulate(shop, {
    for: '10s',
    resolution: '1s',
    faults: [corrupt('db').at('2s').for('1s')],
  })

  it('is broken by answers that are wrong, which are available', () => {
    expect(goal.correctness().judge(run)).toMatchObject({
      is: 'broken',
      margin: { by: expect.closeTo(-0.1, 9), unit: 'share' },
      evidence: { answered: 100, incorrect: 10, correct: 0.9 },
    })
    expect(goal.correctness('90%').judge(run).is).toBe('held')
    expect(goal.correctness('100%', { between: ['3s', '10s'] }).judge(run).is).toBe('held')
  })

  it('is unknown where nothing was answered with data', () => {
    const down = simulate(shop, { for: '10s', faults: [crash('db').at(0)] })
    expect(goal.correctness('100%').judge(down)).toEqual({
      is: 'unknown',
      reason: 'nothing was answered with data',
    })
  })
})
