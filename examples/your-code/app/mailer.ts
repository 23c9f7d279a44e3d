/** The mailer: a worker of BullMQ that has the post send a mail for each order that was paid. */
import { Worker } from 'bullmq'

/** What the post is told of a mail. */
export type Posting =
  /** The mistake: a job that is done again, as its worker crashed too early, sends again. */
  | 'the mail'
  /** The post knows by its number a mail that it has sent. */
  | 'the mail and its number'

/** Starts the worker. A job whose worker is gone is taken up by the next after 2 to 4 s. */
export function startMailer({ posting }: { posting: Posting }): void {
  const worker = new Worker<{ order: string }>(
    'mails',
    async ({ data: { order } }) => {
      const headers = posting === 'the mail' ? {} : { 'idempotency-key': order }
      const answer = await fetch(`http://post/${order}`, { method: 'POST', headers })
      if (!answer.ok) throw new Error(`the post says ${answer.status}`)
    },
    { connection: { host: 'queue' }, lockDuration: 2000, stalledInterval: 2000 },
  )
  worker.on('error', () => {}) // it connects again by itself
}
