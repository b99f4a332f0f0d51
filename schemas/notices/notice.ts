import { z } from 'zod';

/** `source` of every notice on the bus. */
export const NOTICE_SOURCE = 'customer-lifecycle';

/** An instant in UTC with milliseconds, `2026-03-01T09:30:00.000Z`. */
export const instant = z.iso.datetime({ precision: 3 });

/** An integer from 0. Ids and counts of a notice stay exact in JavaScript, where most subscribers read them. */
export const count = z.int().min(0);

/** 1, 2, 3, ... */
export const ordinal = z.int().min(1);

/** An id: stable for ever, the same on every delivery and every replay of one notice. */
export const noticeId = z.string().min(1).max(256);
