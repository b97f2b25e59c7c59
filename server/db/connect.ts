import Database from 'better-sqlite3'
import { CompiledQuery, Kysely, OperatorNode, PostgresDialect, PostgresQueryCompiler, PrimitiveValueListNode, SqliteAdapter, SqliteDialect, SqliteDriver, SqliteQueryCompiler, ValueListNode, sql } from 'kysely'
import type { BinaryOperationNode, DatabaseConnection, Dialect, SqliteDatabase, SqliteDialectConfig, SqliteStatement } from 'kysely'
import type { Schema } from './schema.ts'
import type { Db } from './types.ts'

/** The only file that knows which database is in use. A postgres:// address, a path, or the bytes of an SQLite database. */
export async function connect (url: string | Buffer): Promise<Db> {
  return new Kysely<Schema>({ dialect: await dialectFor(url) })
}

/** Whether an address means PostgreSQL. */
export const isPostgres = (url: string | Buffer): boolean => typeof url === 'string' && /^postgres(ql)?:\/\//.test(url)

async function dialectFor (url: string | Buffer): Promise<Dialect> {
  if (isPostgres(url)) {
    const { default: pg } = await import('pg')
    pg.types.setTypeParser(20, Number)
    pg.types.setTypeParser(1700, Number)
    const pool = new pg.Pool({
      connectionString: url as string,
      connectionTimeoutMillis: 5000,
      // PostgreSQL reckons with a turning disk, and reads whole tables where an index would do. Compiling our small queries costs more than they do.
      onConnect: async client => { await client.query('set random_page_cost = 1.1; set jit = off') }
    })
    // A restart of the server raises an error on clients in use; without a listener it would end the process.
    pool.on('connect', client => client.on('error', () => {}))
    pool.on('error', () => {})
    return new SafePostgresDialect({ pool })
  }
  const sqlite = new Database(url as string, { timeout: 200 })
  sqlite.pragma('journal_mode = WAL')
  // The build's default under WAL is NORMAL, which may lose a saved change at a power cut.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  // What is deleted is overwritten, so that erased words are gone from the file.
  sqlite.pragma('secure_delete = ON')
  if (sqlite.pragma('synchronous', { simple: true }) !== 2 || sqlite.pragma('foreign_keys', { simple: true }) !== 1) {
    throw new Error('SQLite did not take its safety settings (synchronous, foreign_keys)')
  }
  return new SafeSqliteDialect({ database: withStatementCache(sqlite) })
}

/** After an erasure: nothing of it stays in the log of SQLite; on PostgreSQL, in the pages of the tables it was in, which are locked meanwhile. */
export async function scrub (db: Db, tables: string[]) {
  if (db.getExecutor().adapter instanceof SqliteAdapter) await sql`pragma wal_checkpoint(truncate)`.execute(db)
  else await sql`vacuum full ${sql.join(tables.map(table => sql.table(table)))}`.execute(db)
}

/** Keep prepared statements by their text: preparing costs more than most of our queries. */
function withStatementCache (sqlite: Database.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare (text) {
      let statement = statements.get(text)
      if (!statement) {
        if (statements.size >= 1000) statements.clear()
        statement = sqlite.prepare(text) as unknown as SqliteStatement
        statements.set(text, statement)
      }
      return statement
    },
    close () { sqlite.close() }
  }
}

class SafeSqliteDialect extends SqliteDialect {
  #config: SqliteDialectConfig
  constructor (config: SqliteDialectConfig) { super(config); this.#config = config }
  override createDriver () { return new ImmediateSqliteDriver(this.#config) }
  override createAdapter () { return new TransactionalDdlAdapter() }
  override createQueryCompiler () { return new SafeSqliteCompiler() }
}

class SafePostgresDialect extends PostgresDialect {
  override createQueryCompiler () { return new SafePostgresCompiler() }
}

/** Nothing is in an empty list, and everything is not in it. Said while compiling: a plugin would copy every query first. */
const emptyList = ({ operator, rightOperand }: BinaryOperationNode): string | null => {
  if (!(PrimitiveValueListNode.is(rightOperand) || ValueListNode.is(rightOperand)) || rightOperand.values.length > 0 || !OperatorNode.is(operator)) return null
  return operator.operator === 'in' ? '1 = 0' : operator.operator === 'not in' ? '1 = 1' : null
}

class SafeSqliteCompiler extends SqliteQueryCompiler {
  protected override visitBinaryOperation (node: BinaryOperationNode) {
    const settled = emptyList(node)
    if (settled) this.append(settled)
    else super.visitBinaryOperation(node)
  }
}

class SafePostgresCompiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation (node: BinaryOperationNode) {
    const settled = emptyList(node)
    if (settled) this.append(settled)
    else super.visitBinaryOperation(node)
  }
}

/** Take the write lock at the start, so a transaction waits instead of failing half-way. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction (connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** SQLite can roll back CREATE TABLE; Kysely assumes it cannot. A failed migration then leaves nothing behind. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl () { return true }
}
