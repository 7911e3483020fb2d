/** Set-up steps: each says what it does, is skipped when done, and fails with one clear line. */

/** A failure that a person can act on: printed as one line, without a stack. */
export class StepError extends Error {}

/** Says something to the person; standard error, because standard output may be a contract. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs one step unless it is done already.
 * @param {string} title what the step does, as a person reads it
 * @param {{ done?: () => boolean | Promise<boolean>, run: () => unknown }} step
 */
export async function step(title, { done, run }) {
  if (done && (await done())) return undefined
  say(`• ${title}`)
  const started = Date.now()
  const result = await run()
  say(`  done in ${seconds(started)}`)
  return result
}

/** Runs a script's main function; expected failures end in one line and exit code 1. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? 0
  } catch (error) {
    say(error instanceof StepError ? `✗ ${error.message}` : `✗ ${error?.stack ?? error}`)
    process.exitCode = 1
  }
}

/** Time since `started` for people, such as "1.4 s". */
export const seconds = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`
