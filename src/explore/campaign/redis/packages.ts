/** BullMQ and ioredis are loaded when a campaign goes to many machines, and only then. */
import { UsageError } from '../../../kernel/errors.ts'

/** The packages. @throws UsageError when they are not installed */
export async function loadPackages() {
  try {
    const [{ Queue, Worker }, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')])
    return { Queue, Worker, Redis }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    const what = 'campaigns on many machines need the packages bullmq and ioredis'
    throw new UsageError({ what, where: '--redis', fix: 'npm i bullmq ioredis' })
  }
}
