/** F14 Each way to weaken a declaration, on a declaration that has all that could be weaker. */
import { call, clients, service, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { mutantsOf } from '../../../src/explore/mutation/mutants.ts'

const guarded = system(
  'guarded',
  {
    users: clients({ rate: '5/s', call: 'web', timeout: '1s' }),
    web: service({
      queue: 10,
      replicas: 2,
      handle: [
        call('db', {
          deadline: '1s',
          retry: { budget: { ratio: '10%' }, jitter: 'full' },
          breaker: { consecutive: 5, openFor: '1s', probes: 3 },
        }),
        call('db', { policies: [{ retry: { attempts: 2 } }, { timeout: '100ms' }] }),
      ],
    }),
    db: store({ time: '5ms' }),
  },
  { propagateDeadlines: true },
)

describe('F14 weakenings', () => {
  it('are made one at a time, each at its own step', () => {
    const made = mutantsOf(guarded)
    expect(made.map(({ what }) => what)).toEqual([
      'a queue ten times as long at web',
      'one replica at web',
      'no deadline at web->db',
      'no retries at web->db',
      'twice the attempts at web->db',
      'no retry budget at web->db',
      'no jitter at web->db',
      'no breaker at web->db',
      'a breaker ten times as slow at web->db',
      'no rule for probes at web->db',
      'no time-out at web->db',
      'no retries at web->db',
      'twice the attempts at web->db',
      'deadlines are not handed on at guarded',
    ])
    expect(made.every(({ system: weaker }) => weaker !== undefined)).toBe(true)
    expect(made.every(({ lines }) => lines.length === 1)).toBe(true)
  })
})
