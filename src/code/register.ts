/**
 * The door `gameday/register`, for `setupFiles` of a test runner: what libraries take at import,
 * `setTimeout`, `Date.now` or `fetch`, is then virtual, too, wherever simulated code runs.
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ test: { setupFiles: ['gameday/register'] } })
 */
import '../virtual/register.ts'
import { installNetwork } from './install.ts'

installNetwork()
