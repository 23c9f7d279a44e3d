/** cockatiel, unmodified, on virtual time. */
import * as cockatiel from 'cockatiel'
import { describe, expect, it } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { diaryOf, fails, hangs, outcome } from './support/diary.ts'

const { handleAll } = cockatiel

describe('cockatiel', () => {
  it('tries again after its backoff, with jitter of the host’s chance', async () => {
    const diary = await diaryOf(async note => {
      const backoff = new cockatiel.ExponentialBackoff({ initialDelay: 100, maxDelay: 1000 })
      const retry = cockatiel.retry(handleAll, { maxAttempts: 4, backoff })
      await outcome(retry.execute(() => (note('try'), fails())))
    })
    expect(diary).toMatchInlineSnapshot(`
      [
        [
          0,
          "try",
        ],
        [
          54,
          "try",
        ],
        [
          181,
          "try",
        ],
        [
          473,
          "try",
        ],
        [
          877,
          "try",
        ],
      ]
    `)
  })

  it('gives up at its time-out, whether the call listens or not', async () => {
    const diary = await diaryOf(async note => {
      const soft = cockatiel.timeout(250, cockatiel.TimeoutStrategy.Cooperative)
      await soft.execute(
        ({ signal }) => new Promise(done => signal.addEventListener('abort', done)),
      )
      note('cooperative')
      note(
        await outcome(cockatiel.timeout(250, cockatiel.TimeoutStrategy.Aggressive).execute(hangs)),
      )
    })
    expect(diary).toEqual([
      [250, 'cooperative'],
      [500, 'Operation timed out after 250ms'],
    ])
  })

  it('opens its breaker, and closes it again by a probe', async () => {
    const diary = await diaryOf(async note => {
      let isDown = true
      const breaker = cockatiel.circuitBreaker(handleAll, {
        halfOpenAfter: 1000,
        breaker: new cockatiel.ConsecutiveBreaker(2),
      })
      breaker.onStateChange(state => note(cockatiel.CircuitState[state]))
      setTimeout(() => (isDown = false), 1500)
      for (let i = 0; i < 30; i++) {
        await outcome(breaker.execute(() => (isDown ? fails() : Promise.resolve())))
        await sleep(100)
      }
    })
    expect(diary).toEqual([
      [100, 'Open'],
      [1100, 'HalfOpen'],
      [1100, 'Open'],
      [2100, 'HalfOpen'],
      [2100, 'Closed'],
    ])
  })

  it('lets so many in, and so many wait', async () => {
    const diary = await diaryOf(async note => {
      const bulkhead = cockatiel.bulkhead(1, 1)
      const work = (): Promise<unknown> => outcome(bulkhead.execute(() => sleep(100, 'done')))
      await Promise.all([1, 2, 3].map(async i => note([i, await work()])))
    })
    expect(diary).toEqual([
      [0, [3, 'Bulkhead capacity exceeded (0/1 execution slots, 0/1 available)']],
      [100, [1, 'done']],
      [200, [2, 'done']],
    ])
  })
})
