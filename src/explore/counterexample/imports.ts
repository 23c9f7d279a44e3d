/** The imports of a file that is being written. */
import { compareText } from '../../kernel/compare-text.ts'
import { quoted } from '../../faults/sentence.ts'
import { gamedayNames } from './door-names.ts'

/** Collects what is to be imported, and from where. */
export class Imports {
  readonly #names = new Map<string, Set<string>>()
  readonly #defaults = new Map<string, string>()

  /** Imports a name; a type is written `type Goal`. */
  add(from: string, name: string): void {
    this.#names.set(from, (this.#names.get(from) ?? new Set()).add(name))
  }

  /** Imports the default export, under a name. */
  addDefault(from: string, name: string): void {
    this.#defaults.set(from, name)
  }

  /** Imports the words of gameday's that a sentence uses, such as that of a fault. */
  addWordsIn(sentence: string): void {
    const withoutNames = sentence.replace(/'(?:\\.|[^'\\])*'/g, '')
    for (const [word] of withoutNames.matchAll(/(?<![.\w$])[a-z][\w$]*(?=\()/gi)) {
      if (gamedayNames.has(word)) this.add('gameday', word)
    }
  }

  /** Every name that is taken. */
  get names(): readonly string[] {
    const named = [...this.#names.values()].flatMap(names => [...names])
    return [...named.map(name => name.replace(/^type /, '')), ...this.#defaults.values()]
  }

  /** The statements, packages before files. */
  lines(): string[] {
    const defaults = [...this.#defaults].map(([from, name]) => [from, name] as const)
    const named = [...this.#names].map(([from, names]) => {
      const sorted = [...names].sort(compareText)
      return [from, bracketed(sorted)] as const
    })
    return [...defaults, ...named]
      .sort(
        ([a], [b]) => Number(a.startsWith('.')) - Number(b.startsWith('.')) || compareText(a, b),
      )
      .map(([from, what]) => `import ${what} from ${quoted(from)}`)
  }
}

/** Types alone are imported as such: `type { Goal }`. */
function bracketed(names: readonly string[]): string {
  if (!names.every(name => name.startsWith(TYPE))) return `{ ${names.join(', ')} }`
  return `type { ${names.map(name => name.slice(TYPE.length)).join(', ')} }`
}

const TYPE = 'type '
