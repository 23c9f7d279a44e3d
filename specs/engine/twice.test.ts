/** Code that is another each time: what differs first is told, with its component and its time. */
import { expect, test } from 'vitest'
import { app, code } from '../../src/code/index.ts'
import { clients, simulate, system } from '../../src/index.ts'

/** Kept by the module: what a second run must not see, and does. */
let visits = 0

const users = clients({ rate: '10/s', arrivals: 'steady', call: 'web', timeout: '1s' })

test('a run that is the same again is handed over', async () => {
  const counting = system('counting', {
    users,
    web: app(() => {
      let own = 0
      return () => new Response(`${own++}`)
    }),
  })
  const run = await simulate(counting, { for: '2s', check: 'twice' })
  expect(run.requests().outcomes.ok).toBe(20)
})

test('what a module keeps makes another run, which is told by what was asked', async () => {
  const keeping = system('keeping', {
    users,
    web: code(async (_request, { call }) => call('db', `visit ${visits++}`), { calls: ['db'] }),
    db: code(async () => 'noted'),
  })
  await expect(simulate(keeping, { for: '2s', check: 'twice' })).rejects.toThrow(
    /differ: web asks db visit 0 at 0ms in one, web asks db visit 20 at 0ms in the other/,
  )
})

test('what is written to the console counts as well', async () => {
  const writing = system('writing', {
    users,
    web: code(async () => {
      if (++visits > 60) console.log('many')
      return 'seen'
    }),
  })
  await expect(simulate(writing, { for: '2s', check: 'twice' })).rejects.toThrow(
    /nothing more in one|writes "many" at [\d.]+m?s in (one|the other)/,
  )
})
