/** What is made when somebody asks for it, and once. */

/**
 * A question whose answer is found the first time that it is asked.
 *
 * @example const course = lazy(() => courseOf(run)); course()
 */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
