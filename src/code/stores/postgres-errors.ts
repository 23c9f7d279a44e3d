/** What a PostgreSQL says when a fault has it tell an error, and whom it says it to. */
import { type PostgresError, storeErrors } from '../../faults/store-errors.ts'
import type { ServerOptions } from '../../postgres/server.ts'
import type { Work } from '../../postgres/work.ts'
import type { ServerError } from '../../postgres/wire/answers.ts'
import type { Meets } from '../../world/faults/passage.ts'
import type { Refusals } from '../store/store-runner.ts'

/** Whom an error meets: who connects, or a statement that reads, writes or commits. */
type Told = Omit<ServerError, 'sqlState'> & { readonly whom: 'client' | 'statement' }

const words: { readonly [code in PostgresError]: Told } = {
  '40001': {
    whom: 'statement',
    message: 'could not serialize access due to concurrent update',
  },
  '40P01': { whom: 'statement', message: 'deadlock detected' },
  '55P03': { whom: 'statement', message: 'canceling statement due to lock timeout' },
  '57014': { whom: 'statement', message: 'canceling statement due to statement timeout' },
  '53100': { whom: 'statement', message: 'could not extend file: No space left on device' },
  '53200': { whom: 'statement', message: 'out of memory' },
  '57P01': {
    whom: 'statement',
    message: 'terminating connection due to administrator command',
    severity: 'FATAL',
  },
  '57P03': { whom: 'client', message: 'the database system is starting up' },
  '53300': { whom: 'client', message: 'sorry, too many clients already' },
}

const meeting = (whom: Told['whom']): Meets =>
  Object.fromEntries(storeErrors.postgres.map(code => [code, words[code].whom === whom]))

const connecting = meeting('client')
const asking = meeting('statement')

/** The options of a server by which the faults in force have it tell errors. */
export const tellingErrors = (refusals: Refusals): Pick<ServerOptions, 'begin' | 'refuses'> => ({
  refuses: () => errorOf(refusals(connecting)),
  begin: (work: Work) => {
    const error = work.isFallible ? errorOf(refusals(asking)) : undefined
    if (error === undefined) work.run()
    else work.fail(error)
  },
})

function errorOf(code: string | undefined): ServerError | undefined {
  const sqlState = storeErrors.postgres.find(known => known === code)
  if (sqlState === undefined) return undefined
  const { whom: _, ...told } = words[sqlState]
  return { sqlState, ...told }
}
