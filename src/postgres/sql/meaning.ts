/** What a statement is to sessions and transactions, told by its words. */
import type { Statement } from './statements.ts'

/** What a statement does to the transaction of its session. */
export type Role =
  | 'begin'
  | 'commit'
  | 'rollback'
  | 'savepoint'
  | 'release'
  | 'rollback to'
  | 'within'

/** What a statement does to its transaction; `within` is all that leaves it open or shut. */
export function roleOf({ text, words: [first, second, third] }: Statement): Role {
  if (first === 'begin' || first === 'start') return beginning.test(text) ? 'begin' : 'within'
  if (second === 'prepared') return 'within'
  if (first === 'commit' || first === 'end') return 'commit'
  if (first === 'rollback' || first === 'abort') {
    return second === 'to' || third === 'to' ? 'rollback to' : 'rollback'
  }
  if (first === 'savepoint' || first === 'release') return first
  return 'within'
}

const mode =
  '(isolation\\s+level\\s+(serializable|repeatable\\s+read|read\\s+(un)?committed)' +
  '|read\\s+(write|only)|(not\\s+)?deferrable)'

/** A statement that begins a transaction, as PostgreSQL takes it; one that is wrong it must see. */
const beginning = new RegExp(
  `^(begin(\\s+(work|transaction))?|start\\s+transaction)(\\s+${mode}(\\s*,)?(?=\\s|$))*$`,
  'i',
)

/** The name of the savepoint a statement sets, releases or goes back to. */
export function savepointOf({ text }: Statement): string {
  const [, name = ''] = /("(?:[^"]|"")*"|[\w$\u0080-\uffff]+)\s*$/.exec(text) ?? []
  return name.startsWith('"') ? name : name.toLowerCase()
}

/** Whether a statement asks for reads that repeat: a snapshot for the whole transaction. */
export const isStrict = ({ words }: Statement): boolean =>
  words.includes('serializable') || words.includes('repeatable')

/** Whether a statement changes a setting of its session. */
export function changesSettings({ words, calls }: Statement): boolean {
  const first = words[0]
  return first === 'set' || first === 'reset' || first === 'discard' || calls.includes('set_config')
}

/** Whether others, or the machine, can be in its way: it reads, writes or commits. */
export function canBeRefused(statement: Statement): boolean {
  const role = roleOf(statement)
  return role === 'commit' || (role === 'within' && !controlWords.has(statement.words[0]))
}

const controlWords = new Set('set reset show discard deallocate prepare close begin'.split(' '))

/** Whether a statement makes the backend forget statements that were prepared. */
export const forgetsPrepared = ({ words: [first] }: Statement): boolean =>
  first === 'deallocate' || first === 'discard'

/** Whether a statement changes what there is: tables, columns, functions. */
export const changesCatalog = ({ words: [first] }: Statement): boolean =>
  first !== undefined && catalogWords.has(first)

const catalogWords = new Set(
  'create alter drop comment grant revoke do call security import'.split(' '),
)

/** Whether a statement takes locks that shut out even those who read. */
export const locksTables = (statement: Statement): boolean =>
  changesCatalog(statement) || tableWords.has(statement.words[0])

const tableWords = new Set('truncate lock cluster vacuum reindex refresh'.split(' '))

/**
 * Whether a statement leaves nothing behind in its transaction: no change, no lock, no setting.
 *
 * @param lasting the functions that may leave something, by name; what is doubtful is among them
 */
export function isPlainRead(statement: Statement, lasting: ReadonlySet<string>): boolean {
  const { words, calls } = statement
  if (!readWords.has(words[0])) return false
  if (words[0] === 'explain' && words.includes('analyze')) return false
  return !words.some(word => writeWords.has(word)) && !calls.some(call => lasting.has(call))
}

const readWords = new Set('select values table show with explain'.split(' '))

/** `for` is how rows are locked; substring(… for …) is taken for it too, and does no harm. */
const writeWords = new Set('for into insert update delete merge'.split(' '))

/** Volatile functions that leave nothing behind, however often they are asked. */
export const harmless: readonly string[] =
  'random random_normal gen_random_uuid uuidv4 uuidv7 clock_timestamp timeofday pg_sleep'.split(' ')
