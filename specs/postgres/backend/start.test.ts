/** What a PostgreSQL that has been started leaves in the process. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { startBackend } from '../../../src/postgres/backend/start.ts'

test('a PostgreSQL that has started has no real alarm that rings amid the runs', async () => {
  const setTimeout = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => setTimeout.mockRestore())
  await startBackend()

  // The alarm of a start is for ten seconds, and sets the next when it rings in one that lives.
  const rings = setTimeout.mock.calls.filter(([, ms]) => ms === 10_000).map(([ring]) => ring)
  setTimeout.mockClear()
  for (const ring of rings) ring()

  expect(setTimeout).not.toHaveBeenCalled()
})
