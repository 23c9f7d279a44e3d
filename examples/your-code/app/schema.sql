create table accounts (id text primary key, cents int not null);
create table orders (id text primary key, cents int not null, status text not null);
create table prices (sku text primary key, cents int not null);
