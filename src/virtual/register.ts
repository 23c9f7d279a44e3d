/**
 * For `setupFiles` of a test runner: replaces timers, clocks and chance before anything else is
 * imported, so that a library that takes `setTimeout` or `Date.now` at import takes ours. They do
 * what the real ones do wherever no simulated code runs.
 */
import { keepGlobals } from './globals/install.ts'

keepGlobals()
