/** Things by name: any name at all, `constructor` and `__proto__` included. */
import * as v from 'valibot'
import { message, safely, type Schema, shown } from '../kernel/schema.ts'

/** An object whose every value must be a `T`; a map from the names to them. */
export function byName<T>(schema: Schema<T>): Schema<ReadonlyMap<string, T>> {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, ReadonlyMap<string, T>>(({ dataset, addIssue, NEVER }) => {
      const input = dataset.value
      if (typeof input !== 'object' || input === null || Array.isArray(input)) {
        addIssue({ message: message(`${shown(input)} gives nothing a name`, 'write { name: … }') })
        return NEVER
      }
      const values = new Map<string, T>()
      for (const [key, value] of Object.entries(input)) {
        const result = safely(schema, value)
        if (result.success) values.set(key, result.output)
        for (const { message: text, path } of result.issues ?? []) {
          addIssue({ message: text, path: [placeOf(key, value, input), ...(path ?? [])] })
        }
      }
      return values
    }),
  )
}

/** Where in the object an issue was found. */
function placeOf(key: string, value: unknown, input: object): v.ObjectPathItem {
  return { type: 'object', origin: 'value', input: { ...input }, key, value }
}
