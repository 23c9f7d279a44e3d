/**
 * The source of a goal, for a test that states it again: as a function expression, with the names
 * of imports as they were written, and the names that the test's file has to have.
 */
import { Script } from 'node:vm'
import { gamedayNames } from './door-names.ts'

/** A goal as source text. */
export type GoalSource = {
  /** An expression; undefined when there is no source, as of a bound function. */
  readonly text: string | undefined
  /** Names that it uses of the package's main door. */
  readonly words: readonly string[]
  readonly usesExpect: boolean
  /** Names that it uses and that stand elsewhere: where the goal was declared. */
  readonly missing: readonly string[]
}

/** The source of a function, as far as it can be had. */
export function goalSource(goal: (...args: never[]) => unknown): GoalSource {
  const text = expressionOf(unmangled(Function.prototype.toString.call(goal)))
  const names = text === undefined ? [] : freeNamesIn(text)
  const words = names.filter(name => gamedayNames.has(name))
  return {
    text,
    words,
    // A name may be overlooked behind a regular expression; without this one nothing would work.
    usesExpect: text !== undefined && /(?<![\w$.])expect\s*\(/.test(text),
    missing: names.filter(name => name !== 'expect' && !gamedayNames.has(name)),
  }
}

/** Compilers write `(0, __vi_import_0__.expect)` or `__vi_import_0__.expect` for an import. */
export function unmangled(source: string): string {
  return source
    .replace(/\(0,\s*[\w$]+\.([\w$]+)\)/g, (_, name: string) => importedName(name))
    .replace(/\b__vi(?:te_ssr)?_import_\d+__\.([\w$]+)/g, (_, name: string) => importedName(name))
}

/** A default import has a name of its own in each file, which its compiler has forgotten. */
const importedName = (name: string): string => (name === 'default' ? 'theDefaultImport' : name)

/** A method's source is no expression until `function` stands before it. */
function expressionOf(source: string): string | undefined {
  const forms = [source, `function ${source}`, source.replace(/^async\s+/, 'async function ')]
  return forms.find(compiles)
}

function compiles(expression: string): boolean {
  try {
    // Only compiled, never run.
    return new Script(`(${expression}\n)`) instanceof Script
  } catch {
    return false
  }
}

/**
 * The names that a function uses and does not declare, in order. Read off the text and not off a
 * syntax tree, so a name may be overlooked; it stands in the test's source all the same.
 */
function freeNamesIn(source: string): string[] {
  const code = withoutTexts(source)
  const declared = new Set(declaredIn(code))
  const used = [...code.matchAll(usedName)].map(([name]) => name)
  return [...new Set(used)].filter(
    name => !declared.has(name) && !reserved.has(name) && !Object.hasOwn(globalThis, name),
  )
}

/** Code without comments, texts and regular expressions; what a template inserts is kept. */
function withoutTexts(source: string): string {
  return source.replace(
    /\/\*[^]*?\*\/|\/\/.*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g,
    text => (text.startsWith('`') ? [...text.matchAll(/\$\{([^}]*)\}/g)].join(' ') : ' '),
  )
}

const name = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`

/** Not the name of a property, neither behind a dot nor as a key before a colon. */
const usedName = new RegExp(
  String.raw`(?<![\p{ID_Continue}$]|(?<!\.\.)\.|[{,]\s*(?=${name}\s*:))${name}`,
  'gu',
)

/** Every name in a place where names are declared: parameters, variables, functions. */
function declaredIn(code: string): string[] {
  const places = [
    /(?:const|let|var)\s+([^=;]+)/g,
    /([\p{ID_Continue}$]+)\s*=>/gu,
    /\(([^()]*)\)\s*=>/g,
    /function\s*\*?\s*([^{]*)\{/g,
    /(?:class|catch)\s*\(?([^{)]*)/g,
  ]
  const found = places.flatMap(place => [...code.matchAll(place)].map(([, names]) => names))
  return found.flatMap(names => names.match(new RegExp(name, 'gu')) ?? [])
}

const reserved = new Set(
  (
    'arguments as async await break case catch class const continue default delete do else false ' +
    'finally for from function get if in instanceof let new null of return set static super ' +
    'switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
)
