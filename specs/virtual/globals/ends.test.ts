/** The process of the test is not that of the code: it is not ended, and nothing listens in it. */
import { expect, test } from 'vitest'
import { code } from '../../../src/code/index.ts'
import { clients, simulate, system } from '../../../src/index.ts'

/** What a run with one request comes to. */
const played = (handle: () => unknown) =>
  simulate(
    system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: code(handle),
    }),
    { for: '1s' },
  )

test.each([
  ['process.exit(3)', () => process.exit(3)],
  ['process.abort()', () => process.abort()],
  ['process.kill(…)', () => process.kill(process.pid, 'SIGTERM')],
])('code that would end it by %s is told so, also where it catches that', async (call, end) => {
  const run = played(() => {
    try {
      end()
    } catch {
      return 'ended'
    }
    return 'went on'
  })

  await expect(run).rejects.toThrow(`web would end the process of the test, by ${call}`)
})

test('whether there is a process may be asked', async () => {
  const { pid } = process
  const run = await played(() => {
    expect(process.kill(process.pid, 0)).toBe(true)
    // That of the test is on another machine.
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  expect(run.requests().outcomes.ok).toBe(1)
})

test('what listens for signals and the end of a process stays out of that of tests', async () => {
  const names = ['SIGTERM', 'exit', 'uncaughtException', 'unhandledRejection']
  const counts = (): number[] => names.map(name => process.listenerCount(name))
  const before = counts()

  await played(() => {
    for (const name of names) process.on(name, () => undefined).once(name, () => undefined)
  })

  expect(counts()).toEqual(before)
})
