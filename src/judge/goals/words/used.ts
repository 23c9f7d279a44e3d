/** The names that a goal uses, as the compiler knows them. */
import type { RunNames } from '../../../record/question.ts'

/** The names that a goal uses; a system fits that has them all. */
export type Used<
  Component extends string = never,
  Call extends string = never,
  Class extends string = never,
  Queue extends string = never,
  Target extends string = never,
> = RunNames & {
  readonly component: Component
  readonly call: Call
  readonly requestClass: Class
  readonly queue: Queue
  readonly cache: never
  readonly target: Target
}
