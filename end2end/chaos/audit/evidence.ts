// What is left when all is quiet: the site's own books, and the shop's rows in the database. Only read, never changed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Asked, Listing, Vinted } from '../../stack/vinted.ts';

export interface ListingRow {
  id: number;
  product_id: number;
  state: string;
  reference: string;
  external_id: string | null;
  written_version: number | null;
  title: string | null;
  price_minor: number | null;
  differences: string[];
}

export interface JobRow {
  id: number;
  action: string;
  product_id: number | null;
  listing_id: number | null;
  batch_id: number | null;
  /** Its item was sold elsewhere: nobody had to ask for it. */
  forced: boolean;
  state: string;
  attempt: number;
  trouble: { code: string } | null;
  created_at: string;
  finished_at: string | null;
  /** Its whole history, the oldest first. */
  events: string[];
}

export interface ProductRow {
  id: number;
  status: string;
  title: string;
  description: string;
  price_minor: number | null;
}

export interface WardrobeRow {
  vinted_id: number;
  state: string;
  listing_id: number | null;
}

export interface Evidence {
  /** Every listing of every member there ever was. */
  site: Listing[];
  /** The listings that somebody bought, whatever became of them after. */
  bought: number[];
  /** Every call of the site's API. */
  asked: Asked[];
  listings: ListingRow[];
  jobs: JobRow[];
  products: ProductRow[];
  wardrobe: WardrobeRow[];
}

const QUERY = `select json_build_object(
  'listings', (select coalesce(json_agg(l order by l.id), '[]') from (
    select id, product_id, state, reference, external_id, written_version, title, price_minor, differences from listings) l),
  'jobs', (select coalesce(json_agg(j order by j.id), '[]') from (
    select id, action, product_id, listing_id, batch_id, coalesce((kept ->> 'forced')::boolean, false) as forced, state, attempt, trouble, created_at, finished_at,
      (select coalesce(json_agg(to_char(e.at, 'HH24:MI:SS.MS') || ' ' || e.actor || ' ' || e.event || coalesce(' ' || (e.detail #>> '{trouble,code}'), '') order by e.id), '[]')
        from job_events e where e.job_id = marketplace_jobs.id) as events
    from marketplace_jobs) j),
  'products', (select coalesce(json_agg(p order by p.id), '[]') from (
    select id, status, title, description, price_minor from products) p),
  'wardrobe', (select coalesce(json_agg(w order by w.vinted_id), '[]') from (
    select vinted_id, state, listing_id from wardrobe_items) w))`;

/** `before` is what the site was asked up to when its log was emptied. */
export async function collect(vinted: Vinted, databaseUrl: string, email: string, before: Asked[]): Promise<Evidence> {
  const tenant = await tenantOf(databaseUrl, email);
  const rows = await ask(databaseUrl, `begin read only; set local search_path to user_${tenant}; ${QUERY}; commit`);
  const asked = [...before, ...(await vinted.asked('any'))];
  const bought = (await vinted.sales()).flatMap(({ items }) => items);
  return { site: await vinted.everything(), bought, asked, ...(JSON.parse(rows) as Omit<Evidence, 'site' | 'bought' | 'asked'>) };
}

/** The number of the seller's shop. */
export async function tenantOf(databaseUrl: string, email: string): Promise<number> {
  return Number(await ask(databaseUrl, `select tenant_id from public.accounts where email_key = '${email.toLowerCase()}'`));
}

/** Through PostgreSQL's own client, which lies beside the server that is tested. */
export async function ask(databaseUrl: string, sql: string): Promise<string> {
  const { stdout } = await promisify(execFile)('psql', [databaseUrl, '-XqAt', '-v', 'ON_ERROR_STOP=1', '-c', sql], { maxBuffer: 256 * 1024 * 1024 });
  return stdout.trim();
}
