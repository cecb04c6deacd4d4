// The audit sees what it is there to see: a world in which all is well, and one planted wrong after the other.
import { expect, test } from '@playwright/test';
import type { Asked, Listing } from '../stack/vinted.ts';
import { audit } from './audit.ts';
import type { Evidence, JobRow } from './audit/evidence.ts';
import { type Ledger, describe } from './ledger.ts';

const MEMBER = 7;
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

function shown(about: Partial<Listing> & { reference?: string } = {}): Listing {
  const { reference = 'SF-ONE', ...rest } = about;
  const titled = { id: 1, title: '' };
  return {
    id: 100,
    member: MEMBER,
    standing: 'on_sale',
    visibility: 'shown',
    live: true,
    views: 0,
    favourites: 0,
    title: 'Pull',
    description: `${describe(1, 1)}\n\nMarque : Petit Bateau\n\nRéf. ${reference}`,
    price: { amount: '19.50', currency_code: 'EUR' },
    catalog: { id: 1, path: '' },
    brand: titled,
    size: null,
    condition: titled,
    colors: [],
    materials: [],
    photos: ['900×1200', '1000×1000'].map((look) => photo(look)),
    request: { item: {} },
    created_at: at(10),
    gone_at: null,
    ...rest,
  };
}

function photo(look: string): Listing['photos'][number] {
  const [width, height] = look.split('×').map(Number);
  return { width: width!, height: height!, content_type: 'image/jpeg', bytes: 1, sha256: look, path: '' };
}

function job(about: Partial<JobRow> = {}): JobRow {
  return {
    id: 1,
    action: 'publish',
    product_id: 5,
    listing_id: 50,
    batch_id: null,
    forced: false,
    state: 'completed',
    attempt: 1,
    trouble: null,
    created_at: at(5),
    finished_at: at(11),
    events: ['12:00:10.000 executor permitted', '12:00:11.000 executor completed'],
    ...about,
  };
}

function call(method: string, item: string, about: Partial<Asked> = {}): Asked {
  return { number: 1, method, path: `/api/v2/item_upload/items${item}`, member: MEMBER, fault: null, status: 200, ...about };
}

/** One item, published once, synced once: nothing is wrong with it. */
function well(): { ledger: Ledger; evidence: Evidence } {
  return {
    ledger: {
      shop: 'friperie',
      email: 'camille@exemple.fr',
      member: MEMBER,
      items: [
        {
          number: 1,
          product: 5,
          photos: ['900×1200', '1000×1000'],
          saves: [{ serial: 1, title: 'Pull', price: '19.50', description: describe(1, 1), ack: 'accepted', answered: Date.parse(at(2)) }],
        },
      ],
      wishes: [{ work: 'publish', product: 5, ack: 'accepted' }],
      cancels: new Set(),
      batchCancels: new Set(),
      syncs: [Date.parse(at(20))],
      stocked: new Set(),
    },
    evidence: {
      asked: [call('POST', '')],
      site: [shown()],
      bought: [],
      listings: [{ id: 50, product_id: 5, state: 'live', reference: 'SF-ONE', external_id: '100', written_version: 2, title: 'Pull', price_minor: 1950, differences: [] }],
      jobs: [job(), job({ id: 2, action: 'sync', product_id: null, listing_id: null, created_at: at(20), finished_at: at(22) })],
      products: [{ id: 5, status: 'published', title: 'Pull', description: describe(1, 1), price_minor: 1950 }],
      wardrobe: [{ vinted_id: 100, state: 'on_sale', listing_id: 50 }],
    },
  };
}

type World = ReturnType<typeof well>;
type Row<Name extends keyof Evidence> = Evidence[Name][number];

const first = <Name extends keyof Evidence>({ evidence }: World, name: Name): Row<Name> => evidence[name][0]! as Row<Name>;
const save = ({ ledger }: World) => ledger.items[0]!.saves;

/** A second save, which an update brought to the site. */
function updated(world: World): void {
  const content = { title: 'Gilet', price: '24.50', description: describe(1, 2) };
  save(world).push({ serial: 2, ...content, ack: 'accepted', answered: Date.parse(at(30)) });
  Object.assign(first(world, 'products'), { ...content, price_minor: 2450 });
  Object.assign(first(world, 'listings'), { title: content.title, price_minor: 2450 });
  Object.assign(first(world, 'site'), { ...shown(), ...content, price: { amount: '24.50', currency_code: 'EUR' }, description: `${content.description}\n\nRéf. SF-ONE` });
  world.ledger.wishes.push({ work: 'update', product: 5, ack: 'accepted' });
  world.evidence.jobs.push(job({ id: 3, action: 'update', created_at: at(31) }));
}

/** Bought on the site, found out late: what was published of it since is taken off again, and nobody asked for that. */
function soldAndWithdrawn(world: World): void {
  withdrawn(world);
  world.evidence.bought.push(100);
  first(world, 'listings').state = 'sold';
  first(world, 'products').status = 'sold';
  world.evidence.site.push(shown({ id: 107, reference: 'SF-TWO', created_at: at(45), standing: 'deleted', live: false, gone_at: at(50) }));
  world.evidence.listings.push({ ...first(world, 'listings'), id: 51, state: 'removed', reference: 'SF-TWO', external_id: '107' });
  world.evidence.wardrobe.push({ vinted_id: 107, state: 'vanished', listing_id: 51 });
  world.ledger.wishes.push({ work: 'publish', product: 5, ack: 'accepted' });
  world.evidence.jobs.push(job({ id: 5, listing_id: 51 }), job({ id: 6, action: 'delete', listing_id: 51, forced: true }));
}

function withdrawn(world: World): void {
  first(world, 'listings').state = 'removed';
  first(world, 'products').status = 'draft';
  first(world, 'wardrobe').state = 'vanished';
  Object.assign(first(world, 'site'), { standing: 'deleted', live: false, gone_at: at(40) });
  world.ledger.wishes.push({ work: 'delete', product: 5, ack: 'accepted' });
  world.evidence.jobs.push(job({ id: 4, action: 'delete' }));
}

const FINE: Record<string, (world: World) => void> = {
  'nothing but what was asked for': () => undefined,
  'an update': updated,
  'an update that was made again under a permit of its own': (world) => {
    updated(world);
    world.evidence.jobs.at(-1)!.events.unshift('12:00:30.000 executor permitted');
    world.evidence.asked.push(call('PUT', '/100', { status: null, fault: 'cut_after' }), call('PUT', '/100'));
  },
  'an update that the site refused, and that was made later': (world) => {
    updated(world);
    world.evidence.asked.push(call('PUT', '/100', { status: 503 }), call('PUT', '/100'));
  },
  'a removal': withdrawn,
  'a wish whose answer was lost, and that was heard': (world) => (world.ledger.wishes[0]!.ack = 'lost'),
  'a wish whose answer was lost, and that was not': (world) => world.ledger.wishes.push({ work: 'update', product: 5, ack: 'lost' }),
  'a save whose answer was lost': (world) => (save(world)[0]!.ack = 'lost'),
  'published again after it was withdrawn': (world) => {
    withdrawn(world);
    first(world, 'products').status = 'published';
    world.evidence.site.push(shown({ id: 107, reference: 'SF-TWO', created_at: at(45) }));
    world.evidence.listings.push({ ...first(world, 'listings'), id: 51, state: 'live', reference: 'SF-TWO', external_id: '107' });
    world.evidence.wardrobe.push({ vinted_id: 107, state: 'on_sale', listing_id: 51 });
    world.ledger.wishes.push({ work: 'publish', product: 5, ack: 'accepted' });
    world.evidence.jobs.push(job({ id: 5, listing_id: 51 }));
  },
  'a removal of what was bought before, and of what was published since': soldAndWithdrawn,
  'an update of what was sold meanwhile': (world) => {
    Object.assign(first(world, 'site'), { standing: 'sold', live: false, gone_at: at(40) });
    Object.assign(first(world, 'listings'), { state: 'sold' });
    Object.assign(first(world, 'products'), { status: 'sold' });
    first(world, 'wardrobe').state = 'sold';
    world.ledger.wishes.push({ work: 'update', product: 5, ack: 'accepted' });
    world.evidence.jobs.push(job({ id: 3, action: 'update', state: 'failed', trouble: { code: 'gone' }, events: [] }));
  },
};

const DUPLICATES: Record<string, (world: World) => void> = {
  'a creation done twice': (world) => world.evidence.site.push(shown({ id: 107, created_at: at(12) })),
  'a creation done twice, one of them gone again': (world) =>
    world.evidence.site.push(shown({ id: 107, created_at: at(12), standing: 'deleted', live: false, gone_at: at(13) })),
  'two listings of one item at a time, for a moment': (world) => {
    world.evidence.site.push(shown({ id: 107, reference: 'SF-TWO', created_at: at(12), standing: 'deleted', live: false, gone_at: at(13) }));
    world.evidence.listings.push({ ...first(world, 'listings'), id: 51, state: 'removed', reference: 'SF-TWO', external_id: '107' });
  },
  'a listing of no item': (world) => world.evidence.site.push(shown({ id: 107, reference: 'SF-TWO', description: 'Jupe' })),
  'a listing on somebody else’s account': (world) => (first(world, 'site').member = 8),
  'a listing that came and went unknown to the database': (world) =>
    world.evidence.site.push(shown({ id: 107, reference: 'SF-TWO', created_at: at(1), standing: 'deleted', live: false, gone_at: at(2) })),
  'a creation that nobody asked for': (world) => world.evidence.asked.push(call('POST', '')),
  'a creation whose answer was lost, and that was made again': (world) => {
    world.ledger.wishes.push({ work: 'publish', product: 5, ack: 'lost' });
    world.evidence.asked.push(call('POST', '', { status: null, fault: 'cut_after' }));
  },
  'an update made more often than permitted': (world) => {
    updated(world);
    world.evidence.asked.push(call('PUT', '/100'), call('PUT', '/100'));
  },
  'a removal without a permit': (world) =>
    world.evidence.asked.push({ ...call('POST', ''), path: '/api/v2/items/100/delete' }),
  'the photos twice': (world) => first(world, 'site').photos.push(...shown().photos),
  'a job nobody wished for': (world) => world.evidence.jobs.push(job({ id: 9, action: 'update' })),
  'a removal that no sale asked for': (world) => {
    soldAndWithdrawn(world);
    world.evidence.bought = [107];
    first(world, 'site').standing = 'sold';
  },
  'a job that completed twice': (world) => first(world, 'jobs').events.push('12:00:12.000 executor completed'),
};

const LOSSES: Record<string, (world: World) => void> = {
  'a listing that is not on the site': (world) => (world.evidence.site = []),
  'a listing that was taken down and is live here': (world) => Object.assign(first(world, 'site'), { standing: 'deleted', gone_at: at(40) }),
  'a listing that is for sale and unknown here': (world) => (world.evidence.listings = []),
  'a listing that is for sale and removed here': (world) => (first(world, 'listings').state = 'removed'),
  'a listing that is for sale and failed here': (world) => (first(world, 'listings').state = 'failed'),
  'a listing that is called sold and was only taken down': (world) => {
    soldAndWithdrawn(world);
    world.evidence.bought = [];
  },
  'a listing in doubt that nobody looks for': (world) => (first(world, 'listings').state = 'in_doubt'),
  'another title on the site than here': (world) => (first(world, 'listings').title = 'Jupe'),
  'another price on the site than here': (world) => (first(world, 'listings').price_minor = 900),
  'a part of a save on the site': (world) => {
    first(world, 'site').price.amount = '9.00';
    first(world, 'listings').price_minor = 900;
  },
  'an update that did not arrive': (world) => {
    updated(world);
    Object.assign(first(world, 'site'), shown());
    Object.assign(first(world, 'listings'), { title: 'Pull', price_minor: 1950 });
  },
  'a save that was refused and is on the site': (world) => (save(world)[0]!.ack = 'refused'),
  'a save that was acknowledged and is not there': (world) =>
    save(world).push({ serial: 2, title: 'Gilet', price: '9.00', description: describe(1, 2), ack: 'accepted', answered: Date.parse(at(30)) }),
  'a photo missing': (world) => first(world, 'site').photos.pop(),
  'the photos in another order': (world) => first(world, 'site').photos.reverse(),
  'an accepted wish without a job': (world) => world.ledger.wishes.push({ work: 'delete', product: 5, ack: 'accepted' }),
  'a job without an end': (world) => Object.assign(first(world, 'jobs'), { state: 'awaiting_executor', finished_at: null }),
  'a job that expired': (world) => (first(world, 'jobs').state = 'expired'),
  'a job that was cancelled by nobody': (world) => (first(world, 'jobs').state = 'cancelled'),
  'a publication that failed': (world) => Object.assign(first(world, 'jobs'), { state: 'failed', trouble: { code: 'unknown' } }),
  'an update that failed though the listing is there': (world) => {
    updated(world);
    Object.assign(world.evidence.jobs.at(-1)!, { state: 'failed', trouble: { code: 'gone' } });
  },
  'a removal that completed and removed nothing': (world) => {
    world.ledger.wishes.push({ work: 'delete', product: 5, ack: 'accepted' });
    world.evidence.jobs.push(job({ id: 4, action: 'delete' }));
  },
  'a sync that never came': (world) => world.ledger.syncs.push(Date.parse(at(50))),
  'an item that is for sale and a draft': (world) => (first(world, 'products').status = 'draft'),
  'a wardrobe that was not read': (world) => (world.evidence.wardrobe = []),
  'a wardrobe that calls an item’s listing nobody’s': (world) => (first(world, 'wardrobe').listing_id = null),
  'a wardrobe that calls hidden what is shown': (world) => (first(world, 'wardrobe').state = 'hidden'),
};

function found(plant: (world: World) => void): string[] {
  const world = well();
  plant(world);
  return audit(world.ledger, world.evidence).map(({ kind, what }) => `${kind}: ${what}`);
}

for (const [name, happen] of Object.entries(FINE)) {
  test(`nothing is wrong with ${name}`, () => {
    expect(found(happen)).toEqual([]);
  });
}

for (const [kind, plants] of [['duplicate', DUPLICATES] as const, ['loss', LOSSES] as const]) {
  for (const [name, plant] of Object.entries(plants)) {
    test(`a ${kind} is seen: ${name}`, () => {
      expect(found(plant)).toContainEqual(expect.stringMatching(`^${kind}: `));
    });
  }
}
