/** The clock of a search in the hands of a spec: nothing waits, and no machine is too slow. */
import type { Run } from 'gameday'
import { onTestFinished, vi } from 'vitest'

/** A goal that holds, and each time that it is asked so much real time has passed. */
export function spending(ms: number): (run: Run) => boolean {
  const timers: { readonly limit: number; readonly controller: AbortController }[] = []
  const clock = vi.spyOn(AbortSignal, 'timeout').mockImplementation(limit => {
    const controller = new AbortController()
    timers.push({ limit, controller })
    return controller.signal
  })
  onTestFinished(() => clock.mockRestore())
  let passed = 0
  return run => {
    passed += ms
    for (const { limit, controller } of timers) if (passed >= limit) controller.abort()
    return run.requests().issued > 0
  }
}
