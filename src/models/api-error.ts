import { APIError } from 'openai';

/** The library's account of a server's refusal, or of a connection that gave none; null for anything else. */
export function apiErrorIn(fault: unknown): APIError | null {
  // `instanceof` leaves the parameters of the class open; these are its own defaults.
  return fault instanceof APIError ? (fault as APIError) : null;
}
