/** Fake timers of a test runner: two clocks cannot stand in for one. */
import { UsageError } from '../kernel/errors.ts'
import { realImmediate } from './real.ts'

/** The mistake of playing under fake timers; undefined where there are none. */
export function fakeTimersMistake(): UsageError | undefined {
  const faked = suspects().find(([, value]) => isFake(value))
  if (faked === undefined) return undefined
  return new UsageError({
    what: `fake timers are installed (${faked[0]} is theirs), where code has a virtual clock`,
    where: 'vi.useFakeTimers(), jest.useFakeTimers() or sinon.useFakeTimers()',
    fix:
      'call vi.useRealTimers() (jest.useRealTimers(), clock.restore()) before the run: ' +
      'code in it has a virtual clock already',
  })
}

const suspects = (): [name: string, value: unknown][] => [
  ['setTimeout', globalThis.setTimeout],
  ['setImmediate', globalThis.setImmediate],
  ['Date', globalThis.Date],
  ['process.nextTick', Reflect.get(process, 'nextTick')],
  ['queueMicrotask', globalThis.queueMicrotask],
  ['setImmediate, as gameday was loaded,', realImmediate],
]

/** Sinon's (of Vitest and Jest, too) have a clock; the old ones of Jest are mock functions. */
const isFake = (value: unknown): boolean =>
  typeof value === 'function' &&
  ['clock', 'isFake', '_isMockFunction'].some(mark => Object.hasOwn(value, mark))
