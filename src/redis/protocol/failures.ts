/** What Redis says when something is wrong, in its own words, to the byte: clients compare them. */
import { Failure } from './reply.ts'

/** A command for one kind of value met another. */
export const wrongType = (): Failure =>
  new Failure('WRONGTYPE Operation against a key holding the wrong kind of value')

/** Options that are unknown, twice, or contradict each other. */
export const syntaxError = (): Failure => new Failure('ERR syntax error')

/** What should be a whole number of 64 bits is none. */
export const notAnInteger = (): Failure =>
  new Failure('ERR value is not an integer or out of range')

/** What should be a number is none. */
export const notAFloat = (): Failure => new Failure('ERR value is not a valid float')

/** What should be a count is negative, or too much. */
export const mustBePositive = (): Failure =>
  new Failure('ERR value is out of range, must be positive')

/** What should be in a range is not. */
export const outOfRange = (): Failure => new Failure('ERR value is out of range')

/** A key that must be there is not. */
export const noSuchKey = (): Failure => new Failure('ERR no such key')

/** Too few arguments, or too many. */
export const wrongArity = (name: string): Failure =>
  new Failure(`ERR wrong number of arguments for '${name}' command`)

/** A second word that this command does not know. */
export const unknownSubcommand = (command: string, written: string): Failure =>
  new Failure(
    `ERR unknown subcommand '${written.slice(0, 128)}'. Try ${command.toUpperCase()} HELP.`,
  )
