/**
 * The door `gameday/register`, for `setupFiles` of a test runner: replaces timers, clocks, chance
 * and the network before anything else is imported. What a library takes at import, `setTimeout`,
 * `Date.now` or `fetch`, is then virtual, too, wherever simulated code runs; where none does, it
 * does what the real one does.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { setupFiles: ['gameday/register'] } })
 */
import { keepGlobals } from '../virtual/globals/install.ts'
import { installNetwork } from './install.ts'

keepGlobals()
installNetwork()
