/** The settings of sessions (SET, startup parameters), of which the one backend holds one's. */
import type { Backend } from '../backend/backend.ts'
import { literal } from '../sql/literal.ts'
import type { Statement } from '../sql/statements.ts'

/** Settings of one session that differ from the server's, by name. */
export type Settings = ReadonlyMap<string, string>

/** Brings the settings of a session into the backend, and reads what it has made of them. */
export class SettingsBook {
  readonly #backend: Backend
  /** Whose settings the backend holds; undefined when they may be anybody's. */
  #held: Settings | undefined = none
  /** Settings that PostgreSQL does not list, as extensions and users make them up. */
  readonly #madeUp = new Set<string>()

  constructor(backend: Backend) {
    this.#backend = backend
  }

  /** Has the backend go by the settings of a session. */
  load(settings: Settings): void {
    if (this.#held !== undefined && same(this.#held, settings)) return
    if (this.#held === undefined || this.#held.size > 0) this.#backend.ask('reset all; reset role')
    if (settings.size > 0) this.#backend.ask(queryFor(settings))
    this.#held = settings
  }

  /** Takes notice that what the backend holds is no session's. */
  lost(): void {
    this.#held = undefined
  }

  /** The settings that the backend holds, after a statement that may have changed some. */
  read(statements: readonly Statement[]): Settings {
    for (const { text } of statements) {
      const name = /^set\s+(?:session\s+|local\s+)?([\w]+\.[\w.]+)/i.exec(text)?.[1]
      const called = /\bset_config\s*\(\s*'([\w]+\.[\w.]+)'/i.exec(text)?.[1]
      for (const found of [name, called]) if (found !== undefined) this.#madeUp.add(found)
    }
    const rows = this.#backend.ask(question(this.#madeUp))
    const settings: Settings = new Map(rows.map(([name, value]) => [`${name}`, `${value}`]))
    this.#held = settings.size === 0 ? none : settings
    return this.#held
  }
}

/** The query that sets settings. */
export const queryFor = (settings: Settings): string =>
  `select ${[...settings].map(setting).join(', ')}`

/** No settings of a session's own. */
export const none: Settings = new Map()

const same = (some: Settings, others: Settings): boolean =>
  some === others ||
  (some.size === others.size && [...some].every(([name, value]) => others.get(name) === value))

/** What sets a setting, as one column of a query. */
const setting = ([name, value]: readonly [string, string]): string =>
  `set_config(${literal(name)}, ${literal(value)}, false)`

/** What PostgreSQL lists, and what it does not: the role, and the names that were made up. */
function question(madeUp: ReadonlySet<string>): string {
  const unlisted = ['role', ...madeUp].map(
    name => `union all select ${literal(name)}, current_setting(${literal(name)}, true)`,
  )
  return `select * from (select name, setting from pg_settings where source = 'session'
    ${unlisted.join(' ')}) s where setting is not null and (name, setting) <> ('role', 'none')`
}
