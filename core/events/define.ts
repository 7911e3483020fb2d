import type { z } from 'zod'
import type { CommandContext, Family, LogEvent, NewEvent } from './envelope'

/** A type of event: its name, the version of its body and the schema that every version-conforming body passes. */
export interface EventType<Schema extends z.ZodType = z.ZodType> {
  readonly type: string
  readonly version: number
  readonly family: Family
  readonly schema: Schema
  /** Makes an event of this type. `id` is given when the outside already named it (a scan's `scanId`). */
  make(
    stream: string,
    body: z.input<Schema>,
    ctx: CommandContext,
    more?: { id?: string; causation?: string },
  ): NewEvent<z.output<Schema>>
  /** Is this event of this type? Narrows its body; never throws. */
  is(event: LogEvent): event is LogEvent<z.output<Schema>>
}

export function defineEvent<Schema extends z.ZodType>(
  type: string,
  shape: { version: number; family: Family },
  schema: Schema,
): EventType<Schema> {
  return {
    type,
    ...shape,
    schema,
    make: (stream, body, ctx, more = {}) => ({
      id: more.id ?? ctx.newId(),
      type,
      version: shape.version,
      family: shape.family,
      stream,
      // Parsed here, once, so that nothing outside the schema can reach the log.
      body: schema.parse(body),
      at: ctx.now,
      ...(ctx.actor === undefined ? {} : { actor: ctx.actor }),
      ...(more.causation === undefined ? {} : { causation: more.causation }),
    }),
    is: (event): event is LogEvent<z.output<Schema>> => event.type === type && event.version === shape.version,
  }
}
