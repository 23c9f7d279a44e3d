/** One request by HTTP and its answer, as a call of the world: what `fetch` and gateways share. */
import { CallError } from '../call-error.ts'
import type { CodeCallOptions } from '../context.ts'
import type { ProcessNetwork } from '../network.ts'
import { carriedFrom } from './carried.ts'
import {
  asResponse,
  type HttpHeaders,
  type HttpRequest,
  type Written,
  writeBody,
} from './messages.ts'
import { networkError } from './network-errors.ts'

/** What is asked: its headers as they were read. */
type Asked = Omit<HttpRequest, 'headers'> & { readonly headers: HttpHeaders }

/** An answer, ready to be written. */
export type Answered = Written & { readonly status: number }

/**
 * Asks a component.
 *
 * @returns what it answers, failures with a code included
 * @throws the error of the network where nothing came through, and what is no failure of a call
 */
export async function exchanged(
  network: ProcessNetwork,
  callee: string,
  asked: Asked,
  options: CodeCallOptions,
): Promise<Answered> {
  try {
    return written(callee, await network.call(callee, asked, options), 200)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const lost = networkError(error)
    if (lost !== undefined) throw lost
    return written(callee, error.answer, error.status)
  }
}

function written(callee: string, answer: unknown, usual: number): Answered {
  return carriedFrom(callee, () => {
    const { status, headers, body } = asResponse(answer, usual)
    return { status, ...writeBody(body, headers) }
  })
}
