/** One request by HTTP and its answer, as a call of the world: what `fetch` and gateways share. */
import { CallError } from '../call-error.ts'
import type { CodeCallOptions } from '../context.ts'
import type { ProcessNetwork } from '../network.ts'
import { asResponse, type HttpRequest, type Written, writeBody } from './messages.ts'
import { networkError } from './network-errors.ts'

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
  asked: HttpRequest,
  options: CodeCallOptions,
): Promise<Answered> {
  try {
    return written(await network.call(callee, asked, options), 200)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const lost = networkError(error)
    if (lost !== undefined) throw lost
    return written(error.answer, error.status)
  }
}

function written(answer: unknown, usual: number): Answered {
  const { status, headers, body } = asResponse(answer, usual)
  return { status, ...writeBody(body, headers) }
}
