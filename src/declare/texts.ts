/** Names and labels in a declaration. */
import * as v from 'valibot'
import { message, type Schema, shown } from '../kernel/schema.ts'

/** A text. */
export const text = (wanted: string, example: string): Schema<string> =>
  v.string(issue => message(`${shown(issue.input)} is no ${wanted}`, `write ${example}`))

/** The name of a component, or of one operation of it. */
export const componentName = text('name of a component', "its name, as in call('db')")

/** The name of a queue. */
export const queueName = text('name of a queue', "'orders', its name")
