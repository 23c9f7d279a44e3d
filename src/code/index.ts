/**
 * Your own code in the system: components that are functions or services of yours, on virtual time.
 *
 * @module gameday/code
 */
export { recordBreaker } from './breakers.ts'
export { CallError, type CallFailure } from './call-error.ts'
export type { CodeCallOptions, CodeContext } from './context.ts'
export { explain } from './explain.ts'
export type { Handler } from './function-runner.ts'
export type { Factory } from './app/app-runner.ts'
export type { HttpRequest, HttpResponse } from './http/messages.ts'
export { script, type ScriptContext, type ScriptSpec } from './script.ts'
export { app, type AppComponent, code, type CodeComponent, type CodeSpec } from './words.ts'
export { type Ask, type RealPolicy, wrap } from './wrap.ts'
