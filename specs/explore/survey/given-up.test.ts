/** F9 `survey`: a run that was given up may be worse than all that is known. */
import { call, clients, goal, service, store, system } from 'gameday'
import { survey } from 'gameday/explore'
import { describe, expect, it } from 'vitest'

describe('F9 a survey', () => {
  it('is unknown where nothing breaks and a run was given up', async () => {
    const eager = system('eager', {
      users: clients({ rate: '20/s', call: 'web' }),
      web: service({
        concurrency: 50,
        handle: call('ads', { optional: true, retry: { attempts: 20, base: '1ms', cap: '1ms' } }),
      }),
      ads: store({ time: '5ms' }),
    })
    const all = {
      for: '10s',
      goals: goal.availability('99%'),
      kinds: ['errors', 'slow'],
      targets: ['ads'],
    } as const
    const found = await survey(eager, { ...all, eventLimit: 3000 })
    const because = expect.stringMatching(/^the run took 3000 events and got to .* only$/)
    expect(found).toMatchObject({ verdict: 'unknown', because })
    const [slow, errors] = found.cells
    expect([slow.verdict, errors.verdict]).toEqual(['held', 'unknown'])
    expect(await survey(eager, all)).toMatchObject({ verdict: 'held' })
  })
})
